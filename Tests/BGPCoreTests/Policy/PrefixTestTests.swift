internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

@testable internal import BGPCore

/// Prefix conditions against the same question asked of bits as text.
@Suite struct PrefixTestTests {
    private func bits(_ prefix: IPPrefix) -> String {
        let digits = String(prefix.address.value, radix: 2)
        let all = String(repeating: "0", count: prefix.family.bits - digits.count) + digits
        return String(all.prefix(prefix.length))
    }

    private func reference(_ comparison: FilterCondition.Operator, _ network: IPPrefix, _ lengths: ClosedRange<Int>?, _ prefix: IPPrefix) -> Bool {
        guard network.family == prefix.family else { return false }
        let isInside = bits(prefix).hasPrefix(bits(network))
        let isOne =
            switch comparison {
            case .equal, .notEqual: lengths.map { isInside && $0.contains(prefix.length) } ?? (bits(prefix) == bits(network))
            case .inside, .notInside: isInside && (lengths?.contains(prefix.length) ?? true)
            }
        return (comparison == .equal || comparison == .inside) == isOne
    }

    @Test(arguments: 0..<4)
    func sayWhatBitsSay(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var held = 0
        for _ in 0..<4000 {
            func network(_ family: IPAddress.Family) throws -> IPPrefix {
                // Few bits set, so that networks meet.
                let value = UInt128(UInt8.random(in: 0..<16, using: &random)) << UInt128(Int.random(in: 0..<family.bits, using: &random))
                return try #require(IPPrefix(IPAddress(family: family, value: value), length: .random(in: 0...family.bits, using: &random))).network
            }
            let family = Bool.random(using: &random) ? IPAddress.Family.v4 : .v6
            let comparison = [FilterCondition.Operator.equal, .notEqual, .inside, .notInside].randomElement(using: &random) ?? .equal
            let lower = Int.random(in: 0...family.bits, using: &random)
            let lengths = Bool.random(using: &random) ? lower...Int.random(in: lower...family.bits, using: &random) : nil
            let one = try network(family)
            let prefix = Int.random(in: 0..<4, using: &random) == 0 ? one : try network(Int.random(in: 0..<9, using: &random) == 0 ? .v4 : family)
            let want = reference(comparison, one, lengths, prefix)
            #expect(PrefixTest(comparison, one, lengths).holds(prefix) == want)
            held += want ? 1 : 0
        }
        #expect((800...3200).contains(held))
    }
}
