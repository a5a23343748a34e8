internal import Glibc

/// A descriptor that lines are written to, each in one write(2), so that lines of several threads and processes do not mix.
struct LogOutput: Sendable {
    /// Octets of a line: journald breaks those over 48 KiB, and a line is one event.
    static let longestLine = 32 << 10

    let descriptor: Int32

    /// Writes one line. What cannot be written is lost: there is nowhere to say so.
    func write(_ text: String) {
        var octets = Array(text.utf8)
        if octets.count > Self.longestLine {
            let lost = octets.count - Self.longestLine
            octets.removeLast(lost)
            // Not in the middle of a character.
            while let last = octets.last, last & 0xc0 == 0x80 { octets.removeLast() }
            if let last = octets.last, last >= 0xc0 { octets.removeLast() }
            octets += Array("... (\(lost) octets cut)".utf8)
        }
        octets.append(UInt8(ascii: "\n"))
        var done = 0
        while done < octets.count {
            let start = done
            let written = octets.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start) }
            if written > 0 {
                done += written
            } else if errno != EINTR {
                return
            }
        }
    }
}
