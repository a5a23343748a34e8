public import JSON

/// Why a plugin failed, as its standard output tells the runtime (CNI spec 1.1.0, "Error").
public struct CNIError: Error, Hashable, Sendable {
    /// Codes 1 to 99 belong to the specification, 100 and up to this plugin.
    public enum Code: UInt, CaseIterable, Sendable {
        case incompatibleVersion = 1
        case unsupportedField = 2
        /// The runtime need not clean up: the container was never known.
        case unknownContainer = 3
        case invalidEnvironment = 4
        case inputOutput = 5
        /// Something that should be JSON, or a result, is not.
        case decoding = 6
        case invalidConfiguration = 7
        /// `CNI_NETNS` is the namespace the plugin itself runs in.
        case ownNamespace = 8
        case tryAgainLater = 11
        /// STATUS: an ADD would fail now.
        case notReady = 50
        /// STATUS: an ADD would fail now, and existing containers may lack connectivity.
        case notReadyLimitedConnectivity = 51
        case addressesExhausted = 100
        /// The address asked for is taken or lies outside every range.
        case addressUnavailable = 101
        /// An interface of the wanted name is there and is not this plugin's.
        case foreignInterface = 102
        case kernel = 103
        case store = 104
        /// Another plugin that this one ran has failed.
        case delegate = 105
        case checkFailed = 106
        case internalFault = 110
    }

    public let code: Code
    /// One sentence without numbers that change from try to try: kubelet groups events by it.
    public let message: String
    /// The numbers, and what the reader can do about it. May be empty.
    public let details: String

    public init(_ code: Code, _ message: String, details: String) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// What another plugin printed when it failed; nil when that is not an error object.
    ///
    /// A code that is not the specification's becomes ``Code/delegate``: above 99 every plugin has its own.
    public init?(json: JSONValue) {
        guard let number = json["code"]?.integer, number > 0, let message = json["msg"]?.string else { return nil }
        let code = number < 100 ? UInt(exactly: number).flatMap(Code.init(rawValue:)) : nil
        self.init(code ?? .delegate, message, details: json["details"]?.string ?? "")
    }

    /// The error object; empty details are left out.
    ///
    /// - Parameter version: The version of the configuration the plugin was given.
    public func json(version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["cniVersion"] = .string(version.rawValue)
        object["code"] = .integer(Int64(code.rawValue))
        object["msg"] = .string(message)
        if !details.isEmpty { object["details"] = .string(details) }
        return .object(object)
    }
}

extension CNIError: CustomStringConvertible {
    public var description: String { details.isEmpty ? message : "\(message): \(details)" }
}
