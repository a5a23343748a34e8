extension StateEventTable {
    /// Rows before there is a connection.
    static let waiting: [Scene: String] = [
        .idle: """
        start -> Connect: dial
        dialed; accepted -> Idle: refuse 6/5
        """,
        .restRefusing: """
        start -> Connect: -errorHold, dial
        stop silently; stop -> Idle: -errorHold
        dialed; accepted -> Idle: refuse 6/5
        errorHold -> Connect: dial
        """,
        .restAccepting: """
        start -> Connect: -errorHold, dial
        stop silently; stop -> Idle: -errorHold
        dialed -> Idle: refuse 6/5
        accepted -> OpenSent: -errorHold, other OPEN, +other hold 240, +other sendHold 480
        errorHold -> Connect: dial
        """,
        .connect: """
        stop silently; stop -> Idle: abandon dial
        dialed -> OpenSent: OPEN, +hold 240, +sendHold 480
        dial failed -> Active: +connectRetry
        accepted -> OpenSent: other OPEN, +other hold 240, +other sendHold 480
        """,
        .active: """
        stop silently; stop -> Idle: -connectRetry
        dialed -> Active: refuse 6/5
        accepted -> OpenSent: other OPEN, +other hold 240, +other sendHold 480
        connectRetry -> Connect: dial
        """,
        .passive: """
        stop silently; stop -> Idle:
        dialed -> Active: refuse 6/5
        accepted -> OpenSent: other OPEN, +other hold 240, +other sendHold 480
        """,
    ]
}
