import Addresses
import BGPCore
import BGPWire

extension TestRoute {
    /// A route as our speaker has it.
    init(_ view: RouteView) {
        let attributes = view.attributes
        self.init("\(view.prefix)")
        nextHop = attributes.nextHop.map { "\($0.address)" }
        origin = [.igp, .egp, .incomplete][Int(attributes.origin.rawValue)]
        path = "\(attributes.asPath)"
        med = attributes.multiExitDiscriminator
        localPreference = attributes.localPreference
        isAtomic = attributes.atomicAggregate
        aggregator = attributes.aggregator.map { "\($0.asNumber) \($0.identifier)" }
        communities = Set(attributes.communities.map { "\($0.asNumber):\($0.number)" })
        extended = Set(attributes.extendedCommunities.map(Self.text))
        large = Set(attributes.largeCommunities.map(\.description))
        originator = attributes.originatorID.map(\.description)
        clusters = attributes.clusterList.map(\.description)
        unknown = Set(attributes.unknown.map { "\($0.code.rawValue) \(Self.hexadecimal($0.value))" })
        isStale = view.isStale
    }

    /// The attributes for our speaker to originate the route with.
    var attributes: PathAttributes {
        var attributes = PathAttributes(origin: Origin.allCases.firstIndex(of: origin).flatMap { BGPWire.Origin(rawValue: UInt8($0)) } ?? .igp)
        attributes.asPath = Self.asPath(path)
        attributes.nextHop = nextHop.flatMap { IPAddress($0) }.map { NextHop($0) }
        attributes.multiExitDiscriminator = med
        attributes.localPreference = localPreference
        attributes.atomicAggregate = isAtomic
        if let fields = aggregator?.split(separator: " "), fields.count == 2, let number = ASNumber(fields[0]),
            let address = BGPIdentifier(String(fields[1]))
        {
            attributes.aggregator = Aggregator(asNumber: number, identifier: address)
        }
        attributes.communities = communities.sorted().compactMap { Community($0) }
        attributes.extendedCommunities = extended.sorted().compactMap(Self.extendedCommunity)
        attributes.largeCommunities = large.sorted().compactMap { LargeCommunity($0) }
        attributes.originatorID = originator.flatMap { BGPIdentifier($0) }
        attributes.clusterList = clusters.compactMap { BGPIdentifier($0) }
        attributes.unknown = unknown.sorted().compactMap { text in
            let fields = text.split(separator: " ")
            guard fields.count == 2, let code = UInt8(fields[0]) else { return nil }
            return UnknownAttribute(code: AttributeCode(rawValue: code), value: Self.octets(fields[1]))
        }
        return attributes
    }

    private static func asPath(_ text: String) -> ASPath {
        var segments: [ASPath.Segment] = []
        var numbers: [ASNumber] = []
        var isSet = false
        func flush() {
            if !numbers.isEmpty { segments.append(ASPath.Segment(isSet ? .set : .sequence, numbers)) }
            numbers = []
        }
        for word in text.replacing("{", with: "{ ").replacing("}", with: " }").split(separator: " ") {
            switch word {
            case "{":
                flush()
                isSet = true
            case "}":
                flush()
                isSet = false
            default: if let number = ASNumber(word) { numbers.append(number) }
            }
        }
        flush()
        return ASPath(segments: segments)
    }

    private static func text(_ community: ExtendedCommunity) -> String {
        let name = community.subtype == 2 ? "rt" : "soo"
        guard (2...3).contains(community.subtype), let administrator = community.administrator else {
            return
                "generic:\(String(repeating: "0", count: max(0, 16 - String(community.value, radix: 16).count)))\(String(community.value, radix: 16))"
        }
        return switch administrator {
        case .twoOctetAS(let asNumber, let number): "\(name):\(asNumber):\(number)"
        case .address(let address, let number): "\(name):\(address):\(number)"
        case .fourOctetAS(let asNumber, let number): "\(name):\(asNumber):\(number)"
        }
    }

    private static func extendedCommunity(_ text: String) -> ExtendedCommunity? {
        let fields = text.split(separator: ":")
        if fields.count == 2, fields[0] == "generic" { return UInt64(fields[1], radix: 16).map { ExtendedCommunity($0) } }
        guard fields.count == 3, let number = UInt32(fields[2]) else { return nil }
        let administrator: ExtendedCommunity.Administrator
        if let asNumber = UInt16(fields[1]) {
            administrator = .twoOctetAS(asNumber, number: number)
        } else if let asNumber = ASNumber(fields[1]) {
            administrator = .fourOctetAS(asNumber, number: UInt16(number))
        } else if let address = BGPIdentifier(String(fields[1])) {
            administrator = .address(address, number: UInt16(number))
        } else {
            return nil
        }
        return fields[0] == "rt" ? .routeTarget(administrator) : .routeOrigin(administrator)
    }

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func octets(_ text: Substring) -> [UInt8] {
        var rest = text
        var octets: [UInt8] = []
        while rest.count >= 2 {
            octets.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return octets
    }
}
