/// Cease and what its data can say (RFC 4486, RFC 8538, RFC 9003).
extension NotificationMessage {
    public static func cease(_ reason: CeaseReason) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.cease.rawValue, subcode: reason.rawValue)
    }

    /// An administrative shutdown or reset with a text for the peer's operator (RFC 9003 §2).
    ///
    /// - Parameters:
    ///   - reason: ``CeaseReason/administrativeShutdown`` or ``CeaseReason/administrativeReset``; another goes without the text.
    ///   - communication: Cut between characters to 255 octets of UTF-8; empty sends none.
    public static func cease(_ reason: CeaseReason, communication: String) -> NotificationMessage {
        guard reason == .administrativeShutdown || reason == .administrativeReset, !communication.isEmpty else { return cease(reason) }
        var text: [UInt8] = []
        for character in communication {
            guard text.count + character.utf8.count <= 255 else { break }
            text.append(contentsOf: character.utf8)
        }
        return NotificationMessage(code: ErrorCode.cease.rawValue, subcode: reason.rawValue, data: [UInt8(text.count)] + text)
    }

    /// Too many prefixes of a family (RFC 4486 §4).
    public static func maximumPrefixes(_ bound: UInt32, of family: AddressFamily) -> NotificationMessage {
        var data: [UInt8] = []
        data.append(uint16: family.afi)
        data.append(family.safi)
        data.append(uint32: bound)
        return NotificationMessage(code: ErrorCode.cease.rawValue, subcode: CeaseReason.maximumPrefixes.rawValue, data: data)
    }

    /// Wraps a notification for a peer that would otherwise keep its routes through a graceful restart (RFC 8538 §3.1).
    public static func hardReset(_ wrapped: NotificationMessage) -> NotificationMessage {
        NotificationMessage(
            code: ErrorCode.cease.rawValue, subcode: CeaseReason.hardReset.rawValue, data: [wrapped.code, wrapped.subcode] + wrapped.data)
    }

    /// What a hard reset wraps; nil for another notification, or one without it.
    public var hardResetContent: NotificationMessage? {
        guard ceaseReason == .hardReset, data.count >= 2 else { return nil }
        return NotificationMessage(decoding: data[...])
    }

    /// The text of an administrative shutdown or reset.
    public var shutdownCommunication: ShutdownCommunication {
        guard ceaseReason == .administrativeShutdown || ceaseReason == .administrativeReset, let length = data.first else { return .none }
        let text = data.dropFirst()
        guard Int(length) == text.count else { return .malformed("its length octet says \(length), \(text.count) octets follow") }
        guard length > 0 else { return .none }
        guard let valid = String(validating: text, as: UTF8.self) else { return .malformed("it is not UTF-8") }
        return .text(valid)
    }
}

/// The text that comes with an administrative shutdown or reset (RFC 9003 §2).
public enum ShutdownCommunication: Hashable, Sendable {
    case none
    /// Valid UTF-8, otherwise as the peer wrote it: control characters included.
    case text(String)
    /// Not to be shown as text (RFC 9003 §2); what is wrong.
    case malformed(String)
}
