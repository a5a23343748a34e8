/// What is said about an option, whatever its type: its names, what it takes, what it is for.
public struct OptionDeclaration: Hashable, Sendable {
    /// In the settings file, camelCase; also the option's name in messages.
    public let key: String
    /// On the command line, with its dashes: "--hold-time".
    public let flag: String
    /// Variables that set it; the first that is set counts.
    public let environment: [String]
    public let group: OptionGroup
    /// What stands for the value in help: "SECONDS", "ADDRESS"; empty for a switch.
    public let placeholder: String
    /// The values that are accepted, as part of a sentence: "0 or 3 to 65535 seconds".
    public let allowed: String
    /// Whole sentences.
    public let help: String
    /// What holds when nobody says anything, for people.
    public let standard: String
    /// On the command line it may stand without a value.
    public let isSwitch: Bool
    /// Several values between commas; the flag may be repeated, the file may have a list.
    public let isList: Bool
    /// False: not in the settings file, because it says where that is.
    public let isInFile: Bool
    /// A running daemon takes a new value over only when it is started anew.
    public let needsRestart: Bool
}

extension OptionDeclaration {
    /// The flag of a key: "ipv4PoolCIDR" becomes "--ipv4-pool-cidr".
    static func flag(of key: String) -> String {
        let letters = Array(key)
        var flag = "--"
        for (index, letter) in letters.enumerated() {
            if letter.isUppercase, index > 0 {
                let startsWord = index + 1 < letters.count && letters[index + 1].isLowercase
                if !letters[index - 1].isUppercase || startsWord { flag += "-" }
            }
            flag += letter.lowercased()
        }
        return flag
    }
}
