/// The notification in words, and back.
extension NotificationMessage: CustomStringConvertible {
    /// "OPEN refused: bad peer AS (2/2): AS 64513, data 0000fc01": names, numbers, what the data say, the data.
    public var description: String {
        let details = detail.map { ": \($0)" } ?? ""
        let hex = data.isEmpty ? "" : ", data \(HexText.write(data))"
        return "\(words) (\(code)/\(subcode))\(details)\(hex)"
    }

    /// Reads back what ``description`` writes; the numbers and the data count, the words do not.
    public init?(_ text: String) {
        let octets = Array(text.utf8)
        guard let (code, subcode) = Self.codes(in: octets) else { return nil }
        let marker = Array(", data ".utf8)
        var data: [UInt8] = []
        // The last marker: a shutdown communication may contain others.
        if let last = octets.indices.last(where: { octets[$0...].starts(with: marker) }) {
            guard let read = HexText.read(octets[(last + marker.count)...]) else { return nil }
            data = read
        }
        self.init(code: code, subcode: subcode, data: data)
    }

    /// The first "(code/subcode)".
    private static func codes(in octets: [UInt8]) -> (code: UInt8, subcode: UInt8)? {
        for start in octets.indices where octets[start] == UInt8(ascii: "(") {
            guard let end = octets[start...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
            let inner = String(decoding: octets[(start + 1)..<end], as: UTF8.self)
            let numbers = inner.split(separator: "/", omittingEmptySubsequences: false).map { UInt8($0) }
            if numbers.count == 2, let code = numbers[0], let subcode = numbers[1] { return (code, subcode) }
        }
        return nil
    }

    /// The names of code and subcode.
    public var words: String {
        switch errorCode {
        case .messageHeader: "message header refused: \(MessageHeaderError(rawValue: subcode)?.words ?? Self.unnamed)"
        case .open: "OPEN refused: \(OpenError(rawValue: subcode)?.words ?? Self.unnamed)"
        case .update: "UPDATE refused: \(UpdateError(rawValue: subcode)?.words ?? Self.unnamed)"
        case .holdTimerExpired: "hold timer expired"
        case .finiteStateMachine: "unexpected message: \(FiniteStateMachineError(rawValue: subcode)?.words ?? Self.unnamed)"
        case .cease: "session ended: \(CeaseReason(rawValue: subcode)?.words ?? Self.unnamed)"
        case .routeRefresh: "ROUTE-REFRESH refused: \(RouteRefreshError(rawValue: subcode)?.words ?? Self.unnamed)"
        case .sendHoldTimerExpired: "send hold timer expired"
        case nil: "unknown error"
        }
    }

    private static var unnamed: String { "no known reason" }

    /// What the data say, where the RFC of the subcode gives them a meaning.
    public var detail: String? {
        let span = data.span.bytes
        switch (errorCode, subcode, data.count) {
        case (.messageHeader, MessageHeaderError.badLength.rawValue, 2): return "length \(span.uint16(0))"
        case (.messageHeader, MessageHeaderError.badType.rawValue, 1): return "type \(span.octet(0))"
        case (.open, OpenError.unsupportedVersion.rawValue, 2): return "version \(span.uint16(0)) is supported"
        case (.open, OpenError.badPeerAS.rawValue, 2): return "AS \(span.uint16(0))"
        case (.open, OpenError.badPeerAS.rawValue, 4): return "AS \(span.uint32(0))"
        case (.open, OpenError.badIdentifier.rawValue, 4): return "\(BGPIdentifier(span.uint32(0)))"
        case (.open, OpenError.unacceptableHoldTime.rawValue, 2): return "\(span.uint16(0)) seconds"
        case (.open, OpenError.unsupportedCapability.rawValue, _):
            guard let capabilities = try? Capability.decodeList(data[...]), !capabilities.isEmpty else { return nil }
            return capabilities.map(\.description).joined(separator: ", ")
        case (.update, UpdateError.unrecognizedWellKnownAttribute.rawValue...UpdateError.optionalAttribute.rawValue, 3...):
            return "\(AttributeCode(rawValue: span.octet(1)))"
        case (.cease, CeaseReason.maximumPrefixes.rawValue, 7):
            return "more than \(span.uint32(3)) prefixes of \(AddressFamily(afi: span.uint16(0), safi: span.octet(2)))"
        case (.cease, CeaseReason.hardReset.rawValue, 2...): return hardResetContent?.description
        default:
            switch shutdownCommunication {
            case .none: return nil
            case .text(let text): return text.debugDescription
            case .malformed(let fault): return "its text cannot be shown, \(fault)"
            }
        }
    }
}

extension MessageHeaderError {
    var words: String {
        switch self {
        case .notSynchronized: "connection not synchronized"
        case .badLength: "bad message length"
        case .badType: "bad message type"
        }
    }
}

extension OpenError {
    var words: String {
        switch self {
        case .unspecific: "malformed parameters"
        case .unsupportedVersion: "unsupported version number"
        case .badPeerAS: "bad peer AS"
        case .badIdentifier: "bad BGP identifier"
        case .unsupportedParameter: "unsupported optional parameter"
        case .authenticationFailure: "authentication failure"
        case .unacceptableHoldTime: "unacceptable hold time"
        case .unsupportedCapability: "unsupported capability"
        case .roleMismatch: "role mismatch"
        }
    }
}

extension UpdateError {
    var words: String {
        switch self {
        case .malformedAttributeList: "malformed attribute list"
        case .unrecognizedWellKnownAttribute: "unrecognized well-known attribute"
        case .missingWellKnownAttribute: "missing well-known attribute"
        case .attributeFlags: "attribute flags error"
        case .attributeLength: "attribute length error"
        case .invalidOrigin: "invalid ORIGIN attribute"
        case .routingLoop: "AS routing loop"
        case .invalidNextHop: "invalid NEXT_HOP attribute"
        case .optionalAttribute: "optional attribute error"
        case .invalidNetworkField: "invalid network field"
        case .malformedASPath: "malformed AS_PATH"
        }
    }
}

extension FiniteStateMachineError {
    var words: String {
        switch self {
        case .unspecified: "state not told"
        case .inOpenSent: "in OpenSent state"
        case .inOpenConfirm: "in OpenConfirm state"
        case .inEstablished: "in Established state"
        }
    }
}

extension CeaseReason {
    /// The RFCs' name: "administrative shutdown".
    public var words: String {
        switch self {
        case .maximumPrefixes: "maximum number of prefixes reached"
        case .administrativeShutdown: "administrative shutdown"
        case .peerDeconfigured: "peer de-configured"
        case .administrativeReset: "administrative reset"
        case .connectionRejected: "connection rejected"
        case .otherConfigurationChange: "other configuration change"
        case .collisionResolution: "connection collision resolution"
        case .outOfResources: "out of resources"
        case .hardReset: "hard reset"
        case .bfdDown: "BFD down"
        }
    }
}

extension RouteRefreshError {
    var words: String {
        switch self {
        case .invalidLength: "invalid message length"
        }
    }
}
