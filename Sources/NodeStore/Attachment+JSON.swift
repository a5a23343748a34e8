internal import Addresses
public import JSON

extension Attachment {
    /// The record as it is stored, without the key, absent and empty members left out.
    var record: JSONObject {
        var record = JSONObject()
        record["manager"] = .string(manager.rawValue)
        record["addresses"] = Self.texts(addresses)
        if gatewayPlaces.contains(where: { !$0.isUnspecified }) {
            record["gateways"] = .array(gatewayPlaces.map { $0.isUnspecified ? .null : .string($0.description) })
        }
        if let hostInterface { record["hostInterface"] = .string(hostInterface) }
        if let mac { record["mac"] = .string(mac.description) }
        if let mtu { record["mtu"] = .integer(Int64(mtu)) }
        if let netns { record["netns"] = .string(netns) }
        if let netnsIdentity {
            record["netnsIdentity"] = .array([
                .integer(Int64(bitPattern: netnsIdentity.device)), .integer(Int64(bitPattern: netnsIdentity.inode)),
            ])
        }
        if allowForwarding { record["allowForwarding"] = true }
        if !routes.isEmpty { record["routes"] = Self.texts(routes) }
        if let pod {
            var member = JSONObject()
            member["namespace"] = .string(pod.namespace)
            member["name"] = .string(pod.name)
            if let uid = pod.uid { member["uid"] = .string(uid) }
            record["pod"] = .object(member)
        }
        record["created"] = .integer(Int64(bitPattern: created))
        if let ipamType { record["ipamType"] = .string(ipamType) }
        for (name, value) in unknown.members where record[name] == nil { record[name] = value }
        return record
    }

    /// The record with its key: for people and for the cluster.
    public var json: JSONValue {
        var whole = JSONObject()
        whole["network"] = .string(key.network)
        whole["containerID"] = .string(key.containerID)
        whole["interface"] = .string(key.interface)
        for (name, value) in record.members { whole[name] = value }
        return .object(whole)
    }

    /// Reads a record back; nil when a member this version knows has an impossible value.
    init?(key: AttachmentKey, record: JSONObject) {
        guard let manager = record["manager"]?.string.flatMap(Manager.init(rawValue:)) else { return nil }
        guard let addresses = Self.prefixes(record["addresses"]), let routes = Self.prefixes(record["routes"]) else { return nil }
        self.init(key: key, manager: manager, addresses: addresses, routes: routes)
        gatewayPlaces = addresses.map { _ in Self.noGateway }
        for (name, value) in record.members {
            switch name {
            case "manager", "addresses", "routes": break
            case "gateways":
                let texts = value.array ?? []
                for index in gatewayPlaces.indices where index < texts.count {
                    gatewayPlaces[index] = texts[index].string.flatMap { IPAddress($0) } ?? Self.noGateway
                }
            case "hostInterface": hostInterface = value.string
            case "mac": mac = value.string.flatMap { MACAddress($0) }
            case "mtu": mtu = value.integer.map { Int($0) }
            case "netns": netns = value.string
            case "netnsIdentity":
                guard let pair = value.array, pair.count == 2, let device = pair[0].integer, let inode = pair[1].integer else { return nil }
                netnsIdentity = FileIdentity(device: UInt64(bitPattern: device), inode: UInt64(bitPattern: inode))
            case "allowForwarding": allowForwarding = value.bool ?? false
            case "pod":
                guard let namespace = value["namespace"]?.string, let podName = value["name"]?.string else { return nil }
                pod = PodIdentity(namespace: namespace, name: podName, uid: value["uid"]?.string)
            case "created": created = UInt64(bitPattern: value.integer ?? 0)
            case "ipamType": ipamType = value.string
            default: unknown[name] = value
            }
        }
    }

    private static func texts(_ prefixes: [IPPrefix]) -> JSONValue { .array(prefixes.map { .string($0.description) }) }

    /// The prefixes of an absent or present array; nil when one is none.
    private static func prefixes(_ value: JSONValue?) -> [IPPrefix]? {
        var prefixes: [IPPrefix] = []
        for text in value?.array ?? [] {
            guard let prefix = text.string.flatMap({ IPPrefix($0) }) else { return nil }
            prefixes.append(prefix)
        }
        return prefixes
    }
}
