extension StateEventTable {
    /// Rows with one connection, the accepted one.
    static let incoming: [Scene: String] = [
        .openSentIncoming: """
        stop silently -> Idle: -hold, -sendHold, close, -connectRetry
        stop -> Idle: N6/2, -hold, -sendHold, close, -connectRetry
        dialed; accepted -> OpenSent: refuse 6/5
        connectRetry -> OpenSent: dial
        own OPEN -> OpenConfirm: KEEPALIVE, +hold 90, +keepalive
        own OPEN of another AS -> Idle: N2/2, -hold, -sendHold, close, -connectRetry, +errorHold
        own OPEN without common family -> Idle: N2/7, -hold, -sendHold, close, -connectRetry, +errorHold
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Idle: N5/1, -hold, -sendHold, close, -connectRetry, +errorHold
        own error; own Cease; own hard reset -> Idle: -hold, -sendHold, close, -connectRetry, +errorHold
        own rejection -> Active: -hold, -sendHold, close
        own malformed -> Idle: N1/3, -hold, -sendHold, close, -connectRetry, +errorHold
        own lost -> Active: -hold, -sendHold
        own hold -> Idle: N4/0, -sendHold, close, -connectRetry, +errorHold
        own sendHold -> Idle: N8/0, -hold, close, -connectRetry, +errorHold
        """,
        .openConfirmIncoming: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, -connectRetry
        stop -> Idle: N6/2, -hold, -keepalive, -sendHold, close, -connectRetry
        dialed; accepted -> OpenConfirm: refuse 6/5
        own OPEN -> Idle: N5/2, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own OPEN of another AS -> Idle: N5/2, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own OPEN without common family -> Idle: N5/2, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own UPDATE -> Idle: N5/2, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own ROUTE-REFRESH -> Idle: N5/2, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own KEEPALIVE -> Established: -connectRetry, +hold 90, +sendHold 480, up
        own error; own Cease; own hard reset -> Idle: -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own rejection -> Active: -hold, -keepalive, -sendHold, close
        own malformed -> Idle: N1/3, -hold, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own lost -> Active: -hold, -keepalive, -sendHold
        own hold -> Idle: N4/0, -keepalive, -sendHold, close, -connectRetry, +errorHold
        own keepalive -> OpenConfirm: KEEPALIVE, +keepalive
        own sendHold -> Idle: N8/0, -hold, -keepalive, close, -connectRetry, +errorHold
        """,
        .establishedIncoming: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, down
        stop -> Idle: N6/2, -hold, -keepalive, -sendHold, close, down
        dialed; accepted -> Established: refuse 6/5
        end -> Idle: N6/1, -hold, -keepalive, -sendHold, close, down, +errorHold
        own OPEN; own OPEN of another AS; own OPEN without common family -> Idle: N5/3, -hold, -keepalive, -sendHold, close, down, +errorHold
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Established: +hold 90
        own error; own Cease; own hard reset -> Idle: -hold, -keepalive, -sendHold, close, down, +errorHold
        own rejection -> Active: -hold, -keepalive, -sendHold, close, down, +connectRetry
        own malformed -> Idle: N1/3, -hold, -keepalive, -sendHold, close, down, +errorHold
        own lost -> Active: -hold, -keepalive, -sendHold, down, +connectRetry
        own hold -> Idle: N4/0, -keepalive, -sendHold, close, down, +errorHold
        own keepalive -> Established: KEEPALIVE, +keepalive
        own sendHold -> Idle: N8/0, -hold, -keepalive, close, down, +errorHold
        """,
        .restartableIncoming: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, down
        stop -> Idle: N6/9(6/2), -hold, -keepalive, -sendHold, close, down
        dialed -> Established: refuse 6/5
        accepted -> Established: -hold, -keepalive, -sendHold, move incoming to outgoing, \
        +other hold 90, +other keepalive, +other sendHold 480, OPEN, +hold 240, +sendHold 480
        end -> Idle: N6/9(6/1), -hold, -keepalive, -sendHold, close, down, +errorHold
        own OPEN -> Idle: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own OPEN of another AS -> Idle: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own OPEN without common family -> Idle: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Established: +hold 90
        own error; own Cease -> Idle: -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own hard reset -> Idle: -hold, -keepalive, -sendHold, close, down, +errorHold
        own rejection -> Active: -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own malformed -> Idle: N1/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own lost -> Active: -hold, -keepalive, -sendHold, down, retain 46, +restart 100, +connectRetry
        own hold -> Idle: N4/0, -keepalive, -sendHold, close, down, retain 46, +restart 100, +errorHold
        own keepalive -> Established: KEEPALIVE, +keepalive
        own sendHold -> Idle: N8/0, -hold, -keepalive, close, down, retain 46, +restart 100, +errorHold
        """,
    ]
}
