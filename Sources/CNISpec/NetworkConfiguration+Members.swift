import Addresses
import JSON

// One reader for each member; absent and null are the same unless said otherwise.
extension NetworkConfiguration {
    static func name(_ members: Members) throws(CNIError) -> String {
        guard let name = try members.text("name") else {
            throw CNIError(.invalidConfiguration, "missing network name", details: "the configuration has no \"name\", or it is empty")
        }
        guard name.isSpecName else {
            throw CNIError(.invalidConfiguration, "invalid characters found in network name", details: "name is \(name.quoted)")
        }
        guard name.utf8.count <= maximumNameLength else {
            let limit = "\(name.utf8.count) octets, more than \(maximumNameLength)"
            throw CNIError(.invalidConfiguration, "network name is too long", details: limit)
        }
        return name
    }

    static func version(_ members: Members, verb: Verb) throws(CNIError) -> CNIVersion {
        let text = try members.text("cniVersion") ?? CNIVersion.v020.rawValue
        guard let version = CNIVersion(rawValue: text) else {
            let details = "config is \(text.quoted), plugin supports \(CNIVersion.list)"
            throw CNIError(.incompatibleVersion, "incompatible CNI versions", details: details)
        }
        guard version >= verb.minimumVersion else {
            let details = "config is \(text.quoted), \(verb.rawValue) needs \(verb.minimumVersion.rawValue) or later"
            throw CNIError(.incompatibleVersion, "config version does not allow \(verb.rawValue)", details: details)
        }
        return version
    }

    /// The plugin is looked for by this name in the folders of `CNI_PATH` and nowhere else.
    static func ipamType(_ members: Members) throws(CNIError) -> String? {
        guard let ipam = try members.members("ipam"), let type = try ipam.text("type") else { return nil }
        guard !type.utf8.contains(UInt8(ascii: "/")), type != ".", type != ".." else {
            throw ipam.invalid("type", "a plugin's name without a path", found: type.quoted)
        }
        return type
    }

    static func validAttachments(_ members: Members) throws(CNIError) -> [ValidAttachment]? {
        guard let key = ["cni.dev/valid-attachments", "cni.dev/attachments"].first(where: members.mentions) else { return nil }
        var attachments: [ValidAttachment] = []
        for entry in try members.list(key) { attachments.append(try ValidAttachment(entry)) }
        return attachments
    }

    static func previousResult(_ members: Members, version: CNIVersion) throws(CNIError) -> CNIResult? {
        guard let object = try members.object("prevResult") else { return nil }
        do {
            return try CNIResult(json: .object(object), version: version)
        } catch {
            throw CNIError(.invalidConfiguration, "invalid network configuration: prevResult must be a result", details: "\(error)")
        }
    }

    static func runtimeAddresses(_ members: Members) throws(CNIError) -> [IPPrefix] {
        let first = try addresses(members.members("runtimeConfig"))
        let second = try addresses(members.members("args")?.members("cni"))
        let answered = IPAddress.Family.allCases.filter { family in first.contains { $0.family == family } }
        return first + second.filter { !answered.contains($0.family) }
    }

    static func runtimeMAC(_ members: Members) throws(CNIError) -> MACAddress? {
        let first = try mac(members.members("runtimeConfig"))
        let second = try mac(members.members("args")?.members("cni"))
        return first ?? second
    }

    private static func addresses(_ members: Members?) throws(CNIError) -> [IPPrefix] {
        var addresses: [IPPrefix] = []
        guard let members else { return addresses }
        for (index, text) in try members.strings("ips").enumerated() {
            guard let address = IPPrefix(requested: text) else {
                throw members.invalid("ips[\(index)]", "an address, with or without a prefix length", found: text.quoted)
            }
            addresses.append(address)
        }
        return addresses
    }

    private static func mac(_ members: Members?) throws(CNIError) -> MACAddress? {
        guard let members, let text = try members.text("mac") else { return nil }
        guard let address = MACAddress(requested: text) else {
            throw members.invalid("mac", "an interface's hardware address", found: text.quoted)
        }
        return address
    }
}
