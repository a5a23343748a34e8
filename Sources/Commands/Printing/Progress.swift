internal import Glibc
internal import Synchronization

/// A line on standard error that tells how far a long command has come, while a person looks on: at the earliest after a second, ten times a
/// second at most, and wiped away at the end.
final class Progress: Sendable {
    private struct State {
        var read = 0
        var written = 0
        var writingSince: Double?
        var next: Double
        var isShown = false
    }

    private let state: Mutex<State>
    private let output: TextOutput?
    /// Seconds by some clock that does not jump.
    private let now: @Sendable () -> Double

    /// - Parameter output: nil: tells nothing.
    init(output: TextOutput?, now: @escaping @Sendable () -> Double = { Progress.monotonicSeconds() }) {
        self.output = output
        self.now = now
        state = Mutex(State(next: now() + 1))
    }

    /// For whoever sits at the terminal; silent otherwise.
    static func forTerminal() -> Progress { Progress(output: TextOutput.diagnostics.isTerminal ? .diagnostics : nil) }

    /// - Parameter count: Resources read so far.
    func hasRead(_ count: Int) {
        guard output != nil, count.isMultiple(of: 100) else { return }
        tell { $0.read = count }
    }

    /// - Parameter count: Resources written so far.
    func hasWritten(_ count: Int, of read: Int) {
        guard output != nil else { return }
        tell { state in
            (state.read, state.written) = (read, count)
            if state.writingSince == nil { state.writingSince = self.now() }
        }
    }

    /// Takes the line away.
    func end() {
        guard let output, state.withLock({ $0.isShown }) else { return }
        show("\r\u{1b}[K", output)
    }

    private func tell(_ change: (inout State) -> Void) {
        guard let output else { return }
        let time = now()
        let line = state.withLock { state -> String? in
            change(&state)
            guard time >= state.next else { return nil }
            state.next = time + 0.1
            state.isShown = true
            var line = "\(state.read) resources read"
            guard let start = state.writingSince else { return line }
            line += ", \(state.written) written"
            if time > start, state.written > 0 { line += " (\(Self.grouped(Int(Double(state.written) / (time - start))))/s)" }
            return line
        }
        if let line { show("\r\(line)\u{1b}[K", output) }
    }

    /// The line is an extra: a terminal that is gone stops nothing.
    private func show(_ text: String, _ output: TextOutput) {
        do throws(CommandFailure) {
            try output.write(text)
            try output.flush()
        } catch { return }
    }

    /// 5120 as "5,120".
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    static func monotonicSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
