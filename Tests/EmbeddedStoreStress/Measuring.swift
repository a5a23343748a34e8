internal import EmbeddedStore
internal import Foundation
internal import KeyValue

/// Prints "REVISION NANOSECONDS" for each batch that came in.
func arrivals(stopKey: Key) async throws(KeyValueError) {
    let store = try open()
    let watch = try await store.watch(.all, after: nil)
    say("watching")
    var lines = ""
    while let batch = try await watch.next() {
        let time = now()
        for event in batch.events { lines += "\(event.revision) \(time)\n" }
        if batch.events.contains(where: { $0.entry.key == stopKey }) { break }
    }
    say(lines + "end")
}

/// Puts one key after the other while other processes watch, and prints how long after the return of each commit they heard of it.
func latency(watchers: Int, puts: Int) async throws {
    let store = try open()
    let processes = try (0..<watchers).map { _ in try Subprocess("arrivals", directory, "latency/end") }
    for process in processes { guard process.line() == "watching" else { exit(1) } }
    let value = [UInt8](repeating: 7, count: 1500)
    var returned: [Int64: UInt64] = [:]
    for number in 0..<puts {
        let outcome = try await store.commit(.put(Key("latency/\(number)"), value))
        returned[outcome.revision] = now()
        usleep(20_000)
    }
    _ = try await store.commit(.put("latency/end", []))
    var times: [Double] = []
    for process in processes {
        while let line = process.line(), line != "end" {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let revision = Int64(parts[0]), let time = UInt64(parts[1]), let start = returned[revision] else { continue }
            // Some hear of it before the writer has come back from the kernel.
            times.append(time > start ? Double(time - start) / 1e6 : 0)
        }
    }
    guard times.count == watchers * puts else {
        say("\(times.count) arrivals of \(watchers * puts)")
        exit(1)
    }
    say("latency of \(watchers) watchers: " + summary(times))
}

/// Single puts, batches and ranges of values of 1.5 KB.
func bench() async throws(KeyValueError) {
    let store = try open()
    let value = [UInt8](repeating: 7, count: 1500)
    var times: [Double] = []
    for number in 0..<500 {
        let start = now()
        _ = try await store.commit(.put(Key("single/\(number)"), value))
        times.append(Double(now() - start) / 1e6)
    }
    say("put: " + summary(times))
    times = []
    for number in 0..<20 {
        let batch = (0..<1000).map { KeyValueTransaction.put(Key("range/\(number * 1000 + $0)"), value) }
        let start = now()
        _ = try await store.batch(batch)
        times.append(Double(now() - start) / 1e6)
    }
    say("batch of 1,000 puts: " + summary(times))
    for keysOnly in [false, true] {
        times = []
        for _ in 0..<30 {
            let start = now()
            let found = try await store.range(.prefix("range/"), limit: nil, keysOnly: keysOnly)
            times.append(Double(now() - start) / 1e6)
            guard found.entries.count == 20_000 else { exit(1) }
        }
        say("range of 20,000\(keysOnly ? ", keys only" : ""): " + summary(times))
    }
    times = []
    for number in 0..<5000 {
        let start = now()
        _ = try await store.get(Key("range/\(number)"))
        times.append(Double(now() - start) / 1e6)
    }
    say("get: " + summary(times))
    let status = try await store.status()
    say("\(status.keys ?? 0) keys, \((status.octets ?? 0) >> 20) MiB, history begins after \(status.oldestRevision ?? 0) of \(status.revision)")
}

private func summary(_ times: [Double]) -> String {
    let sorted = times.sorted()
    func at(_ part: Double) -> String { String(format: "%.3f", sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]) }
    return "median \(at(0.5)) ms, p99 \(at(0.99)), most \(at(1)), \(sorted.count) times"
}

/// Another run of this program.
private final class Subprocess {
    private let process = Process()
    private let output = Pipe()
    private var rest = Data()

    init(_ arguments: String...) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
    }

    deinit { process.terminate() }

    /// The next line of its output; nil at the end.
    func line() -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[(end + 1)...]) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            rest += more
        }
    }
}
