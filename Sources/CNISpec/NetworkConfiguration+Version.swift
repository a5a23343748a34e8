public import JSON

extension NetworkConfiguration {
    /// The version to answer in when only that of the input matters: what it asks for, or the latest when it asks for none or
    /// an unknown one. For errors found before the configuration could be read, and for VERSION.
    public static func answerVersion(for input: [UInt8]) -> CNIVersion {
        guard input.count <= maximumLength, let value = try? JSONValue(parsing: input) else { return .latest }
        return value["cniVersion"]?.string.flatMap(CNIVersion.init(rawValue:)) ?? .latest
    }

    /// The answer to VERSION (CNI spec 1.1.0, "VERSION"); no input makes it fail.
    public static func versionAnswer(for input: [UInt8]) -> JSONValue {
        [
            "cniVersion": .string(answerVersion(for: input).rawValue),
            "supportedVersions": .array(CNIVersion.allCases.map { .string($0.rawValue) }),
        ]
    }
}
