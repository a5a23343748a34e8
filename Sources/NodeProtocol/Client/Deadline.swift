internal import Glibc

/// A point in time on the monotonic clock until which something is waited for.
struct Deadline {
    /// How long is waited, in milliseconds.
    let milliseconds: Int64
    private let end: Int64

    init(milliseconds: Int64) {
        self.milliseconds = milliseconds
        end = Self.now() &+ milliseconds
    }

    /// Milliseconds left, as poll(2) takes them: 0 when it is over.
    var left: Int32 { Int32(clamping: max(0, end &- Self.now())) }

    /// Waits until the descriptor is ready for `events`, of which an error is one: false when the time is over.
    func wait(_ descriptor: Int32, for events: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
        while true {
            let left = left
            let count = poll(&entry, 1, left)
            if count > 0 { return true }
            // A signal interrupts the wait, and it is begun again with what is left.
            if count == 0 || errno != EINTR { return false }
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
