internal import EmbeddedStore
internal import Glibc
internal import KeyValue

/// Puts, deletes and batches at random, on 200 keys that all writers share.
func churn(seed: UInt64, seconds: Double) async throws(KeyValueError) {
    let store = try open()
    var random = SplitMix(state: seed)
    let end = now() + UInt64(seconds * 1e9)
    var commits = 0
    func key() -> Key { Key("churn/\(random.next(200))") }
    func value() -> [UInt8] { [UInt8](repeating: UInt8(random.next(256)), count: Int(random.next(3000))) }
    while now() < end {
        switch random.next(8) {
        case 0:
            _ = try await store.commit(.delete(key()))
        case 1:
            // A conflict is as good an outcome as a success.
            let key = key()
            let found = try await store.get(key)
            _ = try await store.commit(.update(key, value(), modRevision: found.entry?.modRevision ?? 0))
        case 2:
            var batch: [KeyValueTransaction] = []
            for _ in 0..<10 { batch.append(random.next(4) == 0 ? .delete(key()) : .put(key(), value())) }
            _ = try await store.batch(batch)
            commits += 9
        case 3:
            _ = try await store.commit(KeyValueTransaction(then: [.delete(.prefix("churn/1")), .put("churn/2", value()), .put("churn/3", value())]))
        default:
            _ = try await store.commit(.put(key(), value()))
        }
        commits += 1
    }
    say("commits \(commits)")
}

/// Puts "append/NAME/0/a" and "append/NAME/0/b" in one transaction, then those with 1, and so on, and prints "0 REVISION" when it was
/// answered; at the end "longest" and the milliseconds that the slowest one took.
func append(name: String, seconds: Double) async throws(KeyValueError) {
    let store = try open()
    let end = now() + UInt64(seconds * 1e9)
    var number = 0
    var longest: UInt64 = 0
    while now() < end {
        let start = now()
        let value = [UInt8](repeating: UInt8(number & 255), count: 500)
        let pair = KeyValueTransaction(then: [.put(Key("append/\(name)/\(number)/a"), value), .put(Key("append/\(name)/\(number)/b"), value)])
        let outcome = try await store.commit(pair)
        longest = max(longest, now() - start)
        say("\(number) \(outcome.revision)")
        number += 1
    }
    say("longest \(longest / 1_000_000)")
}

/// One put, under a deadline for the lock.
func put(_ key: Key, milliseconds: Int) async throws(KeyValueError) {
    let store = try open(lockWait: .milliseconds(milliseconds))
    let outcome = try await store.commit(.put(key, Array("value".utf8)))
    say("revision \(outcome.revision)")
}

/// The value under a key as text.
func get(_ key: Key) async throws(KeyValueError) {
    let store = try EmbeddedStore(opening: directory, creating: false, execution: .inline)
    let found = try await store.get(key)
    say(found.entry.map { String(decoding: $0.value, as: UTF8.self) } ?? "absent")
}

/// SplitMix64: random numbers that follow from the seed.
struct SplitMix {
    var state: UInt64

    mutating func next(_ limit: UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return (mixed ^ mixed >> 31) % limit
    }
}
