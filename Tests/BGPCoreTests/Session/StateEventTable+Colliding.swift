extension StateEventTable {
    /// Rows with two connections.
    static let colliding: [Scene: String] = [
        .bothOpenSent: """
        stop silently -> Idle: -hold, -sendHold, close, -other hold, -other sendHold, other close
        stop -> Idle: N6/2, -hold, -sendHold, close, other N6/2, -other hold, -other sendHold, other close
        dialed; accepted -> OpenSent: refuse 6/5
        own OPEN -> OpenConfirm: other N6/7, -other hold, -other sendHold, other close, KEEPALIVE, +hold 90, +keepalive
        own OPEN of another AS -> OpenSent: N2/2, -hold, -sendHold, close, +connectRetry
        own OPEN without common family -> OpenSent: N2/7, -hold, -sendHold, close, +connectRetry
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> OpenSent: N5/1, -hold, -sendHold, close, +connectRetry
        own error; own Cease; own hard reset; own rejection -> OpenSent: -hold, -sendHold, close, +connectRetry
        own malformed -> OpenSent: N1/3, -hold, -sendHold, close, +connectRetry
        own lost -> OpenSent: -hold, -sendHold, +connectRetry
        own hold -> OpenSent: N4/0, -sendHold, close, +connectRetry
        own sendHold -> OpenSent: N8/0, -hold, close, +connectRetry
        other OPEN -> OpenConfirm: other KEEPALIVE, +other hold 90, +other keepalive
        other OPEN of another AS -> OpenSent: other N2/2, -other hold, -other sendHold, other close
        other OPEN without common family -> OpenSent: other N2/7, -other hold, -other sendHold, other close
        other KEEPALIVE; other UPDATE; other ROUTE-REFRESH -> OpenSent: other N5/1, -other hold, -other sendHold, other close
        other error; other Cease; other hard reset; other rejection -> OpenSent: -other hold, -other sendHold, other close
        other malformed -> OpenSent: other N1/3, -other hold, -other sendHold, other close
        other lost -> OpenSent: -other hold, -other sendHold
        other hold -> OpenSent: other N4/0, -other sendHold, other close
        other sendHold -> OpenSent: other N8/0, -other hold, other close
        """,
        .loserAhead: """
        stop silently -> Idle: -other hold, -other sendHold, other close, -hold, -keepalive, -sendHold, close
        stop -> Idle: other N6/2, -other hold, -other sendHold, other close, N6/2, -hold, -keepalive, -sendHold, close
        dialed; accepted -> OpenConfirm: refuse 6/5
        own OPEN -> OpenSent: N5/2, -hold, -keepalive, -sendHold, close
        own OPEN of another AS -> OpenSent: N5/2, -hold, -keepalive, -sendHold, close
        own OPEN without common family -> OpenSent: N5/2, -hold, -keepalive, -sendHold, close
        own UPDATE -> OpenSent: N5/2, -hold, -keepalive, -sendHold, close
        own ROUTE-REFRESH -> OpenSent: N5/2, -hold, -keepalive, -sendHold, close
        own KEEPALIVE -> Established: other N6/7, -other hold, -other sendHold, other close, +hold 90, +sendHold 480, up
        own error; own Cease; own hard reset; own rejection -> OpenSent: -hold, -keepalive, -sendHold, close
        own malformed -> OpenSent: N1/3, -hold, -keepalive, -sendHold, close
        own lost -> OpenSent: -hold, -keepalive, -sendHold
        own hold -> OpenSent: N4/0, -keepalive, -sendHold, close
        own keepalive -> OpenConfirm: KEEPALIVE, +keepalive
        own sendHold -> OpenSent: N8/0, -hold, -keepalive, close
        other OPEN -> OpenConfirm: N6/7, -hold, -keepalive, -sendHold, close, other KEEPALIVE, +other hold 90, +other keepalive
        other OPEN of another AS -> OpenConfirm: other N2/2, -other hold, -other sendHold, other close, +connectRetry
        other OPEN without common family -> OpenConfirm: other N2/7, -other hold, -other sendHold, other close, +connectRetry
        other KEEPALIVE; other UPDATE; other ROUTE-REFRESH -> OpenConfirm: other N5/1, -other hold, -other sendHold, other close, +connectRetry
        other error; other Cease; other hard reset; other rejection -> OpenConfirm: -other hold, -other sendHold, other close, +connectRetry
        other malformed -> OpenConfirm: other N1/3, -other hold, -other sendHold, other close, +connectRetry
        other lost -> OpenConfirm: -other hold, -other sendHold, +connectRetry
        other hold -> OpenConfirm: other N4/0, -other sendHold, other close, +connectRetry
        other sendHold -> OpenConfirm: other N8/0, -other hold, other close, +connectRetry
        """,
        .challenged: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, -other hold, -other sendHold, other close, down
        stop -> Idle: N6/9(6/2), -hold, -keepalive, -sendHold, close, other N6/2, -other hold, -other sendHold, other close, down
        dialed; accepted -> Established: refuse 6/5
        end -> Idle: N6/9(6/1), -hold, -keepalive, -sendHold, close, down, other N6/1, -other hold, -other sendHold, other close, +errorHold
        own OPEN -> OpenSent: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own OPEN of another AS -> OpenSent: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own OPEN without common family -> OpenSent: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Established: +hold 90
        own error; own Cease; own rejection -> OpenSent: -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own hard reset -> OpenSent: -hold, -keepalive, -sendHold, close, down, +connectRetry
        own malformed -> OpenSent: N1/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own lost -> OpenSent: -hold, -keepalive, -sendHold, down, retain 46, +restart 100, +connectRetry
        own hold -> OpenSent: N4/0, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own keepalive -> Established: KEEPALIVE, +keepalive
        own sendHold -> OpenSent: N8/0, -hold, -keepalive, close, down, retain 46, +restart 100, +connectRetry
        other OPEN -> Established: other KEEPALIVE, +other hold 90, +other keepalive
        other OPEN of another AS -> Established: other N2/2, -other hold, -other sendHold, other close
        other OPEN without common family -> Established: other N2/7, -other hold, -other sendHold, other close
        other KEEPALIVE; other UPDATE; other ROUTE-REFRESH -> Established: other N5/1, -other hold, -other sendHold, other close
        other error; other Cease; other hard reset; other rejection -> Established: -other hold, -other sendHold, other close
        other malformed -> Established: other N1/3, -other hold, -other sendHold, other close
        other lost -> Established: -other hold, -other sendHold
        other hold -> Established: other N4/0, -other sendHold, other close
        other sendHold -> Established: other N8/0, -other hold, other close
        """,
        .replacing: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, -other hold, -other keepalive, -other sendHold, other close, down
        stop -> Idle: N6/9(6/2), -hold, -keepalive, -sendHold, close, other N6/9(6/2), -other hold, -other keepalive, -other sendHold, \
        other close, down
        dialed; accepted -> Established: refuse 6/5
        end -> Idle: N6/9(6/1), -hold, -keepalive, -sendHold, close, down, other N6/9(6/1), -other hold, -other keepalive, -other sendHold, \
        other close, +errorHold
        own OPEN -> OpenConfirm: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own OPEN of another AS -> OpenConfirm: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own OPEN without common family -> OpenConfirm: N5/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Established: +hold 90
        own error; own Cease; own rejection -> OpenConfirm: -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own hard reset -> OpenConfirm: -hold, -keepalive, -sendHold, close, down, +connectRetry
        own malformed -> OpenConfirm: N1/3, -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own lost -> OpenConfirm: -hold, -keepalive, -sendHold, down, retain 46, +restart 100, +connectRetry
        own hold -> OpenConfirm: N4/0, -keepalive, -sendHold, close, down, retain 46, +restart 100, +connectRetry
        own keepalive -> Established: KEEPALIVE, +keepalive
        own sendHold -> OpenConfirm: N8/0, -hold, -keepalive, close, down, retain 46, +restart 100, +connectRetry
        other OPEN; other OPEN of another AS -> Established: other N5/2, -other hold, -other keepalive, -other sendHold, other close
        other OPEN without common family -> Established: other N5/2, -other hold, -other keepalive, -other sendHold, other close
        other UPDATE; other ROUTE-REFRESH -> Established: other N5/2, -other hold, -other keepalive, -other sendHold, other close
        other KEEPALIVE -> Established: -hold, -keepalive, -sendHold, close, down, retain 46, +restart 100, +other hold 90, +other sendHold 480, \
        other up, -restart, +endOfRIB 360
        other error; other Cease; other hard reset; other rejection -> Established: -other hold, -other keepalive, -other sendHold, other close
        other malformed -> Established: other N1/3, -other hold, -other keepalive, -other sendHold, other close
        other lost -> Established: -other hold, -other keepalive, -other sendHold
        other hold -> Established: other N4/0, -other keepalive, -other sendHold, other close
        other keepalive -> Established: other KEEPALIVE, +other keepalive
        other sendHold -> Established: other N8/0, -other hold, -other keepalive, other close
        """,
    ]
}
