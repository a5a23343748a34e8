import Addresses
public import JSON

extension CNIResult {
    /// Reads a result in the form of any version.
    ///
    /// - Parameters:
    ///   - json: What a plugin printed, or a runtime kept of it.
    ///   - version: The form it has when it does not say so itself in `cniVersion`.
    /// - Throws: Code 6 naming the member that is wrong, or 1 for a `cniVersion` that is unknown.
    public init(json: JSONValue, version: CNIVersion) throws(CNIError) {
        guard let object = json.object else { throw CNIError(.decoding, "result must be a JSON object", details: "found \(json.kind)") }
        let members = Members(object, of: "result", code: .decoding)
        let text = try members.text("cniVersion") ?? version.rawValue
        guard let version = CNIVersion(rawValue: text) else {
            let details = "result is \(text.quoted), plugin supports \(CNIVersion.list)"
            throw CNIError(.incompatibleVersion, "incompatible CNI versions", details: details)
        }
        self.init(dns: try DNS(members.members("dns")))
        if version < .v030 {
            try take(members, "ip4", .v4)
            try take(members, "ip6", .v6)
        } else {
            for entry in try members.list("interfaces") { interfaces.append(try Interface(entry)) }
            for entry in try members.list("ips") { addresses.append(try Address(entry, interfaces: interfaces.count)) }
            for entry in try members.list("routes") { routes.append(try Route(entry)) }
        }
    }

    /// One family of a result of 0.1.0 or 0.2.0.
    private mutating func take(_ members: Members, _ key: String, _ family: IPAddress.Family) throws(CNIError) {
        guard let members = try members.members(key) else { return }
        let address = try members.prefix("ip")
        guard address.family == family else { throw members.invalid("ip", "an IPv\(family.rawValue) address", found: "\(address)") }
        addresses.append(Address(address, gateway: try members.address("gateway")))
        for entry in try members.list("routes") { routes.append(try Route(entry)) }
    }
}
