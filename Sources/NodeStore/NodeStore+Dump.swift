public import JSON
internal import LMDB

extension NodeStore {
    /// Everything in the store, for people and for diagnostics. Times are nanoseconds since boot (CLOCK_BOOTTIME).
    public func dump() throws(NodeStoreError) -> JSONValue {
        try read { (transaction) throws(NodeStoreError) in
            let state = transaction.state
            let fill = fill
            return [
                "schema": .integer(Int64(state.schema)),
                "dataFile": [
                    "pages": .integer(Int64(fill.pages)), "freePages": .integer(Int64(try transaction.freePages())),
                    "reservedPages": .integer(Int64(state.reservedPages)), "pageOctets": .integer(Int64(fill.pageSize)),
                    "mapOctets": .integer(Int64(fill.mapSize)),
                ],
                "attachments": .array(try transaction.attachments().map(\.json)),
                "addresses": .array(try transaction.addressRecords().map(\.json)),
                "spans": .array(
                    try transaction.marks().map { ["span": .string("\($0.span)"), "walkedThrough": .string("\($0.through)")] }),
                "released": .array(
                    try transaction.releasedAddresses().map {
                        ["bucket": .string("\($0.bucket)"), "address": .string("\($0.address)"), "releasedAt": .integer(Int64(bitPattern: $0.time))]
                    }),
                "hostInterfaces": .array(
                    try transaction.hostInterfaces().map { ["name": .string($0.name), "owner": $0.owner.json] }),
                "journal": [
                    "truncated": .bool(state.truncatedThrough > 0),
                    "entries": .array(
                        try transaction.journalEntries().map {
                            [
                                "sequence": .integer(Int64(bitPattern: $0.sequence)), "operation": .string($0.operation.name),
                                "attachment": $0.attachment.json,
                            ]
                        }),
                ],
            ]
        }
    }
}

extension AttachmentKey {
    fileprivate var json: JSONValue {
        ["network": .string(network), "containerID": .string(containerID), "interface": .string(interface)]
    }
}

extension NamedAddressRecord {
    fileprivate var json: JSONValue {
        var object = JSONObject([("address", .string("\(address)"))])
        switch state {
        case .owned(let owner): object["owner"] = owner.json
        case .released(let time): object["releasedAt"] = .integer(Int64(bitPattern: time))
        }
        if let bucket { object["bucket"] = .string("\(bucket)") }
        return .object(object)
    }
}
