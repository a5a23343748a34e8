import BGPCore
import BGPWire

extension [SessionAction] {
    /// Short texts, in order. Links other than `own` are named; durations with jitter are not told.
    func texts(own: SessionLink) -> String { map { $0.text(own: own) }.joined(separator: ", ") }
}

extension SessionAction {
    func text(own: SessionLink) -> String {
        switch self {
        case .dial: "dial"
        case .abandonDial: "abandon dial"
        case .sendOpen(let link, _): link.prefix(own) + "OPEN"
        case .sendKeepalive(let link): link.prefix(own) + "KEEPALIVE"
        case .sendNotification(let link, let notification): link.prefix(own) + "N" + notification.numbers
        case .close(let link): link.prefix(own) + "close"
        case .refuse(let notification): "refuse " + notification.numbers
        case .move(let from, let to): "move \(from) to \(to)"
        case .arm(let timer, let duration): "+" + timer.text(own: own) + (timer.hasJitter ? "" : " \(duration.components.seconds)")
        case .disarm(let timer): "-" + timer.text(own: own)
        case .established(let link, _, _): link.prefix(own) + "up"
        case .down: "down"
        case .retain(let families): "retain \(families.short)"
        case .sweep(let families): "sweep \(families.short)"
        case .beginLongLived(let families): "long-lived \(families.short)"
        }
    }
}

extension PeerTimer {
    /// The machine spreads them.
    var hasJitter: Bool {
        switch self {
        case .connectRetry, .errorHold, .keepalive: true
        case .hold, .sendHold, .restart, .endOfRIB, .longLived: false
        }
    }

    fileprivate func text(own: SessionLink) -> String {
        switch self {
        case .connectRetry: "connectRetry"
        case .errorHold: "errorHold"
        case .hold(let link): link.prefix(own) + "hold"
        case .keepalive(let link): link.prefix(own) + "keepalive"
        case .sendHold(let link): link.prefix(own) + "sendHold"
        case .restart: "restart"
        case .endOfRIB: "endOfRIB"
        case .longLived(let family): "longLived\(UnicastFamilies(family).short)"
        }
    }
}

extension SessionLink {
    fileprivate func prefix(_ own: SessionLink) -> String { self == own ? "" : "other " }
}

extension UnicastFamilies {
    /// "4", "6" or "46".
    var short: String { (contains(.ipv4Unicast) ? "4" : "") + (contains(.ipv6Unicast) ? "6" : "") }
}

extension NotificationMessage {
    /// "6/9(6/2)" for a hard reset with what it wraps.
    var numbers: String { "\(code)/\(subcode)" + (hardResetContent.map { "(\($0.numbers))" } ?? "") }
}
