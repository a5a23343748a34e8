/// Names against patterns, as shells and BIRD's filters have them.
enum NamePattern {
    /// - Parameters:
    ///   - name: Of an interface.
    ///   - pattern: * stands for any characters, ? for any one.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        let (name, pattern) = (name.utf8, pattern.utf8)
        var (at, want) = (name.startIndex, pattern.startIndex)
        // Where to go on when what follows the last * does not fit.
        var retry: (at: String.Index, want: String.Index)?
        while at != name.endIndex {
            if want != pattern.endIndex, pattern[want] == UInt8(ascii: "*") {
                want = pattern.index(after: want)
                retry = (at, want)
            } else if want != pattern.endIndex, pattern[want] == UInt8(ascii: "?") || pattern[want] == name[at] {
                at = name.index(after: at)
                want = pattern.index(after: want)
            } else if let last = retry {
                at = name.index(after: last.at)
                want = last.want
                retry = (at, want)
            } else {
                return false
            }
        }
        return pattern[want...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
