/// CLUSTER_LIST: the clusters a reflected route has passed (RFC 4456 §8).
enum ClusterList: AttributeCoding {
    static let code = AttributeCode.clusterList
    static let flags = AttributeFlags.optional

    /// RFC 7606 §7.10.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard decoder.options.peer == .internal else { return decoder.discard(code, .fromExternalPeer) }
        guard value.byteCount > 0, value.byteCount.isMultiple(of: 4) else {
            return decoder.withdraw(code, .notMultiple(value.byteCount, of: 4))
        }
        decoder.attributes.clusterList = value.elements(of: 4) { BGPIdentifier(value.uint32($0)) }
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        guard !attributes.clusterList.isEmpty else { return }
        encodeHeader(length: attributes.clusterList.count * 4, into: &out)
        for identifier in attributes.clusterList { out.append(uint32: identifier.value) }
    }
}
