internal import EmbeddedStore
internal import Glibc
internal import KeyValue

// One process of those that use a datastore at once; EmbeddedStoreTests starts it, and people who measure.
//
//     embedded-store-stress churn DIR SEED SECONDS       puts, deletes and batches on keys that all writers share
//     embedded-store-stress append DIR NAME SECONDS      puts pairs of keys of its own and tells each one that was answered
//     embedded-store-stress watch DIR AFTER STOPKEY      follows everything until STOPKEY is put, and checks that nothing is missing
//     embedded-store-stress hold DIR SECONDS             keeps the store's lock
//     embedded-store-stress read DIR SECONDS             keeps a snapshot, as a reader that forgot to end would
//     embedded-store-stress migrate DIR SCHEMA           writes a schema's number into the store, as another version would
//     embedded-store-stress put DIR KEY MILLISECONDS     one put that waits so long for the lock at most
//     embedded-store-stress get DIR KEY                  the value under a key, or the refusal
//     embedded-store-stress arrivals DIR STOPKEY         the time each revision came in at, until STOPKEY is put
//     embedded-store-stress latency DIR WATCHERS PUTS    from the commit's return to WATCHERS processes
//     embedded-store-stress bench DIR                    single puts, batches, ranges

let arguments = Array(CommandLine.arguments.dropFirst()) + ["", "", "", "", ""]
let directory = arguments[1]
do {
    switch arguments[0] {
    case "churn": try await churn(seed: UInt64(arguments[2]) ?? 1, seconds: Double(arguments[3]) ?? 1)
    case "append": try await append(name: arguments[2], seconds: Double(arguments[3]) ?? 1)
    case "watch": try await follow(after: Int64(arguments[2]) ?? 1, stopKey: Key(arguments[3]))
    case "hold": hold(seconds: UInt32(arguments[2]) ?? 1)
    case "read": keepSnapshot(seconds: UInt32(arguments[2]) ?? 1)
    case "migrate": migrate(schema: UInt8(arguments[2]) ?? 9)
    case "put": try await put(Key(arguments[2]), milliseconds: Int(arguments[3]) ?? 1000)
    case "get": try await get(Key(arguments[2]))
    case "arrivals": try await arrivals(stopKey: Key(arguments[2]))
    case "latency": try await latency(watchers: Int(arguments[2]) ?? 1, puts: Int(arguments[3]) ?? 100)
    case "bench": try await bench()
    default: exit(2)
    }
} catch {
    say("\(error)")
    exit(1)
}

/// Opens the store as a program that does one thing after the other.
func open(lockWait: Duration? = .seconds(60)) throws(KeyValueError) -> EmbeddedStore {
    try EmbeddedStore(opening: directory, creating: true, execution: .inline, lockWait: lockWait)
}

/// One line of output, at once.
func say(_ line: String) {
    let octets = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, octets, octets.count)
}

/// Nanoseconds, the same for all processes (CLOCK_MONOTONIC).
func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
