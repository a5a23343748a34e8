/// Options that may stand before the verb as well as behind it.
enum GlobalOptions {
    private static let withValue = ["-l", "--log-level", "-c", "--config", "--context"]
    private static let flags = ["--allow-version-mismatch"]

    /// The command line with such options behind the verb.
    ///
    /// - Parameter groups: Words behind which the verb stands as a second word.
    static func reordered(_ arguments: [String], groups: [String] = []) -> [String] {
        var count = 0
        while count < arguments.count {
            let argument = arguments[count]
            let name = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).first.map { String($0) } ?? ""
            if flags.contains(argument) || (withValue.contains(name) && name != argument) {
                count += 1
            } else if withValue.contains(argument) {
                count += 2
            } else {
                break
            }
        }
        guard count > 0, count < arguments.count else { return arguments }
        let hasSecond = groups.contains(arguments[count]) && count + 1 < arguments.count && !arguments[count + 1].hasPrefix("-")
        let end = count + (hasSecond ? 2 : 1)
        return Array(arguments[count..<end] + arguments[..<count] + arguments[end...])
    }
}
