internal import Addresses
internal import BGPWire
internal import TestSupport

/// Attributes that can be sent to an internal peer with 4-octet AS numbers and come back as they were.
func randomAttributes(_ random: inout SeededGenerator) -> PathAttributes {
    var attributes = PathAttributes(origin: Origin.allCases.randomElement(using: &random) ?? .igp, asPath: randomPath(&random))
    attributes.nextHop = randomNextHop(&random)
    if Bool.random(using: &random) { attributes.multiExitDiscriminator = .random(in: 0 ... .max, using: &random) }
    if Bool.random(using: &random) { attributes.localPreference = .random(in: 0 ... .max, using: &random) }
    attributes.atomicAggregate = Bool.random(using: &random)
    if Bool.random(using: &random) {
        attributes.aggregator = Aggregator(asNumber: randomNumber(&random), identifier: BGPIdentifier(.random(in: 0 ... .max, using: &random)))
        if Bool.random(using: &random) { attributes.partial.insert(.aggregator) }
    }
    if Bool.random(using: &random) { attributes.originatorID = BGPIdentifier(.random(in: 0 ... .max, using: &random)) }
    attributes.clusterList = list(&random) { BGPIdentifier(.random(in: 0 ... .max, using: &$0)) }
    attributes.communities = list(&random) { Community(.random(in: 0 ... .max, using: &$0)) }
    attributes.extendedCommunities = list(&random) { ExtendedCommunity(.random(in: 0 ... .max, using: &$0)) }
    attributes.largeCommunities = list(&random) { LargeCommunity(.random(in: 0 ... .max, using: &$0), $0.number(3), $0.number(3)) }
    if !attributes.communities.isEmpty, Bool.random(using: &random) { attributes.partial.insert(.communities) }
    if !attributes.extendedCommunities.isEmpty, Bool.random(using: &random) { attributes.partial.insert(.extendedCommunities) }
    if !attributes.largeCommunities.isEmpty, Bool.random(using: &random) { attributes.partial.insert(.largeCommunities) }
    for code in [11, 12, 20, 25, 31, 33, 128, 255] as [UInt8] where random.number(6) == 0 {
        attributes.unknown.append(UnknownAttribute(code: AttributeCode(rawValue: code), value: random.octets(Int(random.number(300)))))
    }
    return attributes
}

private func list<Element>(_ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Element) -> [Element] {
    guard Bool.random(using: &random) else { return [] }
    // Seldom so many that the length needs two octets.
    return (0..<(random.number(20) == 0 ? 80 : Int(random.number(4)))).map { _ in make(&random) }
}

/// Half of them fit into two octets.
func randomNumber(_ random: inout SeededGenerator) -> ASNumber {
    ASNumber(Bool.random(using: &random) ? .random(in: 1...0xffff, using: &random) : .random(in: 1 ... .max, using: &random))
}

func randomPath(_ random: inout SeededGenerator) -> ASPath {
    ASPath(
        segments: (0..<Int(random.number(4))).map { _ in
            let count = random.number(30) == 0 ? 255 : Int(random.number(5)) + 1
            let kind: ASPath.SegmentKind = random.number(4) == 0 ? .set : .sequence
            return ASPath.Segment(kind, (0..<count).map { _ in randomNumber(&random) })
        })
}

func randomNextHop(_ random: inout SeededGenerator) -> NextHop {
    let global = IPAddress(family: .v6, value: 0x2001_0db8 << 96 | UInt128(random.next()))
    return switch random.number(3) {
    case 0: NextHop(IPAddress(family: .v4, value: 0x0a00_0000 | UInt128(random.next() & 0xff_ffff)))
    case 1: NextHop(global)
    default: NextHop(global, linkLocal: IPAddress(family: .v6, value: 0xfe80 << 112 | UInt128(random.next())))
    }
}

extension SeededGenerator {
    /// A random number below `end`.
    mutating func number(_ end: UInt32) -> UInt32 { .random(in: 0..<end, using: &self) }
}
