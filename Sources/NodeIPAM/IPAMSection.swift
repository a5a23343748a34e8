internal import Addresses
internal import CNISpec
internal import IPAM
internal import JSON
internal import Slim

/// The members of an `ipam` object, each read with its own rules; every error names the member, what it is and what it should be.
struct IPAMSection {
    let members: JSONObject

    static func invalid(_ message: String, _ details: String) -> CNIError { CNIError(.invalidConfiguration, message, details: details) }

    /// `subnet`, `rangeStart`, `rangeEnd` and `gateway` of one range.
    func range(_ range: JSONObject, at place: String, _ record: NodeRecord, _ paths: StatePaths) throws(CNIError) -> AddressPool.Range {
        guard let text = range["subnet"]?.string else {
            throw Self.invalid(
                "an address range has no subnet",
                "\(place).subnet is \(range["subnet"]?.kind ?? "missing"); write \"10.65.0.0/24\" or \"usePodCidr\"")
        }
        let subnet: IPPrefix
        if let keyword = PodCIDRKeyword(text) {
            subnet = try keyword.subnet(record, paths)
        } else if let prefix = IPPrefix(text) {
            subnet = prefix
        } else {
            throw Self.invalid(
                "a subnet is not a network",
                "\(place).subnet is \"\(text)\"; write an address and a prefix length such as \"10.65.0.0/24\"")
        }
        do {
            return try AddressPool.Range(
                subnet: subnet, first: address(range, "rangeStart", place), last: address(range, "rangeEnd", place),
                gateway: address(range, "gateway", place))
        } catch let error as PoolError {
            throw Self.invalid("an address range cannot be used", "\(place): \(error)")
        } catch {
            throw error as? CNIError ?? Self.invalid("an address range cannot be used", place)
        }
    }

    private func address(_ range: JSONObject, _ key: String, _ place: String) throws(CNIError) -> IPAddress? {
        guard let value = range[key], value != "", !value.isNull else { return nil }
        guard let text = value.string, let address = IPAddress(text) else {
            let found = value.string.map { "\"\($0)\"" } ?? value.kind
            throw Self.invalid("an address of a range is not valid", "\(place).\(key) is \(found); write an address such as \"10.65.0.10\"")
        }
        return address
    }

    /// `assign_ipv4` and `assign_ipv6`: upstream's strings, booleans too; nil when absent or neither.
    func choice(_ key: String) throws(CNIError) -> Bool? {
        switch members[key] {
        case nil, .null?: return nil
        case .bool(let value)?: return value
        case .string(let text)? where text == "true" || text == "false" || text.isEmpty: return text.isEmpty ? nil : text == "true"
        case let value?:
            let found = value.string.map { "\"\($0)\"" } ?? value.kind
            throw Self.invalid("\(key) is neither true nor false", "ipam.\(key) is \(found); write \"true\" or \"false\"")
        }
    }

    /// A number of seconds, 0 when absent.
    func seconds(_ key: String) throws(CNIError) -> UInt64 {
        guard let value = members[key], !value.isNull else { return 0 }
        guard let number = value.integer, (0...86_400).contains(number) else {
            throw Self.invalid("\(key) is out of range", "ipam.\(key) is \(value.integer.map { "\($0)" } ?? value.kind); write 0 to 86400")
        }
        return UInt64(number)
    }

    /// The elements of a list, none when it is absent.
    func list(_ key: String) throws(CNIError) -> [JSONValue] {
        guard let value = members[key], !value.isNull else { return [] }
        guard let elements = value.array else { throw Self.invalid("ipam.\(key) is not a list", "ipam.\(key) is \(value.kind)") }
        return elements
    }

    /// `exclude`: networks, addresses and "first-last" spans.
    func exclusions() throws(CNIError) -> [AddressRange] {
        var ranges: [AddressRange] = []
        for (number, value) in try list("exclude").enumerated() {
            guard let text = value.string, let range = Self.span(text) else {
                let found = value.string.map { "\"\($0)\"" } ?? value.kind
                throw Self.invalid(
                    "an exclusion is not valid", "ipam.exclude[\(number)] is \(found); write an address, a network or \"10.65.0.1-10.65.0.9\"")
            }
            ranges.append(range)
        }
        return ranges
    }

    private static func span(_ text: String) -> AddressRange? {
        if let prefix = IPPrefix(text) { return AddressRange(prefix) }
        if let address = IPAddress(text) { return AddressRange(address, address) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = IPAddress(ends[0]), let last = IPAddress(ends[1]) else { return nil }
        return AddressRange(first, last)
    }

    /// `routes`: [{"dst": network, "gw": address}]; entries without a destination are skipped as upstream does.
    func routes() throws(CNIError) -> [CNIResult.Route] {
        var routes: [CNIResult.Route] = []
        for (number, value) in try list("routes").enumerated() {
            guard let destination = value["dst"], !destination.isNull else { continue }
            guard let text = destination.string, let prefix = IPPrefix(text) else {
                let found = destination.string ?? destination.kind
                throw Self.invalid("a route has no valid destination", "ipam.routes[\(number)].dst is \(found); write \"10.0.0.0/8\"")
            }
            var route = CNIResult.Route(prefix.network)
            if let gateway = value["gw"], gateway != "", !gateway.isNull {
                guard let text = gateway.string, let address = IPAddress(text) else {
                    let found = gateway.string.map { "\"\($0)\"" } ?? gateway.kind
                    throw Self.invalid("a route has no valid gateway", "ipam.routes[\(number)].gw is \(found); write an address")
                }
                route.gateway = address
            }
            routes.append(route)
        }
        return routes
    }

    /// `resolvConf`: the resolver settings of that file (resolv.conf(5)).
    func resolverSettings() throws(CNIError) -> CNIResult.DNS {
        var dns = CNIResult.DNS()
        guard let value = members["resolvConf"], value != "", !value.isNull else { return dns }
        guard let path = value.string else {
            throw Self.invalid("resolvConf is not a string", "ipam.resolvConf is \(value.kind); write the path of a resolv.conf, or remove the key")
        }
        let octets: [UInt8]
        do { octets = try StandardStreams.readFile(path) } catch {
            throw Self.invalid("resolvConf cannot be read", "ipam.resolvConf \(path): \(error); write the path of a resolv.conf, or remove the key")
        }
        for line in String(decoding: octets, as: UTF8.self).split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let keyword = words.first, words.count > 1 else { continue }
            switch keyword {
            case "nameserver": dns.nameservers.append(words[1])
            case "domain": dns.domain = words[1]
            case "search": dns.search = Array(words.dropFirst())
            case "options": dns.options = Array(words.dropFirst())
            default: continue
            }
        }
        return dns
    }
}
