internal import CLinux
internal import Glibc
public import Netlink

/// Settings below /proc/sys/net, which always shows the network namespace of the calling thread.
public enum Sysctl {
    /// Writes `value` to /proc/sys/net/`name` ("ipv4/conf/eth0/proxy_arp").
    public static func write(_ name: String, _ value: Int) throws(KernelError) {
        let path = "/proc/sys/net/\(name)"
        let descriptor = clinux_open(path, O_WRONLY, 0)
        guard descriptor >= 0 else { throw .last("sysctl: open \(path) to write \(value)") }
        defer { close(descriptor) }
        let text = Array("\(value)".utf8)
        guard Glibc.write(descriptor, text, text.count) == text.count else { throw .last("sysctl: write \(value) to \(path)") }
    }

    /// Reads /proc/sys/net/`name` as a number; nil when it does not exist (a kernel without IPv6) or is none.
    public static func read(_ name: String) -> Int? {
        let descriptor = clinux_open("/proc/sys/net/\(name)", O_RDONLY, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 32)
        let length = Glibc.read(descriptor, &text, text.count)
        guard length > 0 else { return nil }
        return Int(String(decoding: text[..<length].filter { $0 > 32 }, as: UTF8.self))
    }
}
