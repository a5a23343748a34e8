import Addresses
public import JSON

// Order of members: 0.x has the order of the Go types' fields, 1.x that of the alphabet, because Go prints it from a map.
extension CNIResult {
    /// The result in exactly the form of one version; what the form has no place for is dropped.
    ///
    /// For 0.1.0 and 0.2.0 that is the first address of each family and the routes of families that have one.
    public func json(version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["cniVersion"] = .string(version.rawValue)
        switch version {
        case .v010, .v020:
            for (key, family) in [("ip4", IPAddress.Family.v4), ("ip6", .v6)] {
                object[key] = addresses.first { $0.address.family == family }.map { $0.firstOfFamilyJSON(routes: routes) }
            }
            object["dns"] = dns.json
        case .v030, .v031, .v040:
            object["interfaces"] = Self.list(interfaces.map(\.oldJSON))
            object["ips"] = Self.list(addresses.map(\.oldJSON))
            object["routes"] = Self.list(routes.map(\.oldJSON))
            object["dns"] = dns.json
        case .v100, .v110:
            object["dns"] = dns.isEmpty ? nil : dns.json.sortedByKey
            object["interfaces"] = Self.list(interfaces.map(\.json))
            object["ips"] = Self.list(addresses.map(\.json))
            object["routes"] = Self.list(routes.map(\.json))
        }
        return .object(object)
    }

    /// Empty lists are left out.
    fileprivate static func list(_ elements: [JSONValue]) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements)
    }
}

extension CNIResult.Interface {
    fileprivate var oldJSON: JSONValue {
        JSONValue(present: [("name", .string(name)), ("mac", mac.map { .string($0) }), ("sandbox", sandbox.map { .string($0) })])
    }

    fileprivate var json: JSONValue {
        JSONValue(present: [
            ("mac", mac.map { .string($0) }), ("mtu", mtu.map { .integer(Int64($0)) }), ("name", .string(name)),
            ("pciID", pciID.map { .string($0) }), ("sandbox", sandbox.map { .string($0) }), ("socketPath", socketPath.map { .string($0) }),
        ])
    }
}

extension CNIResult.Address {
    fileprivate func firstOfFamilyJSON(routes: [CNIResult.Route]) -> JSONValue {
        let own = routes.filter { $0.destination.family == address.family }
        return JSONValue(present: [
            ("ip", .string("\(address)")), ("gateway", gateway.map { .string("\($0)") }), ("routes", CNIResult.list(own.map(\.oldJSON))),
        ])
    }

    fileprivate var oldJSON: JSONValue {
        JSONValue(present: [
            ("version", .string("\(address.family.rawValue)")), ("interface", interface.map { .integer(Int64($0)) }),
            ("address", .string("\(address)")), ("gateway", gateway.map { .string("\($0)") }),
        ])
    }

    fileprivate var json: JSONValue {
        JSONValue(present: [
            ("address", .string("\(address)")), ("gateway", gateway.map { .string("\($0)") }), ("interface", interface.map { .integer(Int64($0)) }),
        ])
    }
}

extension CNIResult.Route {
    fileprivate var oldJSON: JSONValue {
        JSONValue(present: [("dst", .string("\(destination)")), ("gw", gateway.map { .string("\($0)") })])
    }

    fileprivate var json: JSONValue {
        JSONValue(present: [
            ("advmss", advmss.map { .integer(Int64($0)) }), ("dst", .string("\(destination)")), ("gw", gateway.map { .string("\($0)") }),
            ("mtu", mtu.map { .integer(Int64($0)) }), ("priority", priority.map { .integer(Int64($0)) }),
            ("scope", scope.map { .integer(Int64($0)) }), ("table", table.map { .integer(Int64($0)) }),
        ])
    }
}

extension CNIResult.DNS {
    fileprivate var json: JSONValue {
        JSONValue(present: [
            ("nameservers", CNIResult.list(nameservers.map { .string($0) })), ("domain", domain.map { .string($0) }),
            ("search", CNIResult.list(search.map { .string($0) })), ("options", CNIResult.list(options.map { .string($0) })),
        ])
    }
}

extension JSONValue {
    /// An object of the members that have a value.
    fileprivate init(present members: [(String, JSONValue?)]) {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        self = .object(object)
    }

    /// The object with its members in the order of their names.
    fileprivate var sortedByKey: JSONValue {
        guard let object else { return self }
        return .object(JSONObject(object.members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}
