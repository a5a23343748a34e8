import TestSupport
import Testing

@testable import Dataplane

@Suite struct PlaceTableTests {
    /// Few distinct hashes, so that keys stand behind each other.
    private struct Key: Place, Hashable {
        let number: Int
        func mixed(with secret: UInt64) -> UInt64 { UInt64(number % 7) &* secret }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func isADictionary(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = PlaceTable<Key, Int>()
        var model: [Key: Int] = [:]
        for step in 0..<20_000 {
            let key = Key(number: Int.random(in: 0..<(step < 10_000 ? 200 : 20), using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: #expect(table.updateValue(step, forKey: key) == model.updateValue(step, forKey: key))
            case 2: #expect(table.removeValue(forKey: key) == model.removeValue(forKey: key))
            case 3:
                if let index = table.index(forKey: key) { table.change(at: index) { $0 += 1 } }
                if let value = model[key] { model[key] = value + 1 }
            default: #expect(table[key] == model[key])
            }
            #expect(table.count == model.count)
        }
        #expect(Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) }) == model)
        for key in model.keys { table[key] = nil }
        #expect(table.isEmpty && table.index(forKey: Key(number: 1)) == nil && table.map(\.key).isEmpty)
    }
}
