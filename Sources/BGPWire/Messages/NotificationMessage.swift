/// NOTIFICATION: why the sender ends the session (RFC 4271 §4.5).
public struct NotificationMessage: Hashable, Sendable {
    public let code: UInt8
    public let subcode: UInt8
    public let data: [UInt8]

    /// The most data for a peer without extended messages, octets.
    public static let maximumDataCount = MessageHeader.defaultMaximumLength - 21

    public init(code: UInt8, subcode: UInt8, data: [UInt8] = []) {
        self.code = code
        self.subcode = subcode
        self.data = data
    }

    /// Every body decodes; one too short has code 0.
    public init(decoding body: ArraySlice<UInt8>) {
        let head = Array(body.prefix(2))
        self.init(code: head.first ?? 0, subcode: head.count > 1 ? head[1] : 0, data: Array(body.dropFirst(2)))
    }

    /// Appends the message; data beyond 4075 octets is cut off, as the peer may not take more (RFC 8654 §5).
    public func encode(into out: inout [UInt8]) {
        let start = out.count
        MessageHeader.begin(.notification, in: &out)
        out.append(code)
        out.append(subcode)
        out.append(contentsOf: data.prefix(Self.maximumDataCount))
        MessageHeader.finish(&out, from: start)
    }

    /// The code, when it is a known one.
    public var errorCode: ErrorCode? { ErrorCode(rawValue: code) }

    /// The subcode of a Cease, when it is a known one.
    public var ceaseReason: CeaseReason? { errorCode == .cease ? CeaseReason(rawValue: subcode) : nil }
}

extension NotificationMessage {
    public static func header(_ error: MessageHeaderError, data: [UInt8] = []) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.messageHeader.rawValue, subcode: error.rawValue, data: data)
    }

    public static func open(_ error: OpenError, data: [UInt8] = []) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.open.rawValue, subcode: error.rawValue, data: data)
    }

    public static func update(_ error: UpdateError, data: [UInt8] = []) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.update.rawValue, subcode: error.rawValue, data: Array(data.prefix(maximumDataCount)))
    }

    public static func finiteStateMachine(_ error: FiniteStateMachineError) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.finiteStateMachine.rawValue, subcode: error.rawValue)
    }

    public static func routeRefresh(_ error: RouteRefreshError, data: [UInt8] = []) -> NotificationMessage {
        NotificationMessage(code: ErrorCode.routeRefresh.rawValue, subcode: error.rawValue, data: data)
    }

    public static var holdTimerExpired: NotificationMessage { NotificationMessage(code: ErrorCode.holdTimerExpired.rawValue, subcode: 0) }

    /// The peer took no octets for too long (RFC 9687).
    public static var sendHoldTimerExpired: NotificationMessage { NotificationMessage(code: ErrorCode.sendHoldTimerExpired.rawValue, subcode: 0) }
}
