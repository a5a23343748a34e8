extension StateEventTable {
    /// Rows of a peer that restarts.
    static let restarting: [Scene: String] = [
        .away: """
        stop silently; stop -> Idle: -restart, sweep 46, -connectRetry
        dialed -> Active: refuse 6/5
        accepted -> OpenSent: other OPEN, +other hold 240, +other sendHold 480
        connectRetry -> Connect: dial
        restart -> Active: sweep 6, long-lived 4, +longLived4 3600
        """,
        .longAway: """
        stop silently; stop -> Idle: -longLived4, sweep 4, -connectRetry
        dialed -> Active: refuse 6/5
        accepted -> OpenSent: other OPEN, +other hold 240, +other sendHold 480
        connectRetry -> Connect: dial
        longLived -> Active: sweep 4
        """,
        .back: """
        stop silently -> Idle: -hold, -keepalive, -sendHold, close, -endOfRIB, down
        stop -> Idle: N6/9(6/2), -hold, -keepalive, -sendHold, close, -endOfRIB, down
        dialed -> Established: refuse 6/5
        accepted -> Established: other OPEN, +other hold 240, +other sendHold 480
        endOfRIB timer -> Established: sweep 46
        End-of-RIB -> Established: sweep 4
        end -> Idle: N6/9(6/1), -hold, -keepalive, -sendHold, close, -endOfRIB, down, +errorHold
        own OPEN -> Idle: N5/3, -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        own OPEN of another AS -> Idle: N5/3, -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        own OPEN without common family -> Idle: N5/3, -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, \
        +restart 100, +errorHold
        own KEEPALIVE; own UPDATE; own ROUTE-REFRESH -> Established: +hold 90
        own error; own Cease -> Idle: -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        own hard reset -> Idle: -hold, -keepalive, -sendHold, close, -endOfRIB, down, +errorHold
        own rejection -> Active: -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +connectRetry
        own malformed -> Idle: N1/3, -hold, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        own lost -> Active: -hold, -keepalive, -sendHold, sweep 46, -endOfRIB, down, retain 46, +restart 100, +connectRetry
        own hold -> Idle: N4/0, -keepalive, -sendHold, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        own keepalive -> Established: KEEPALIVE, +keepalive
        own sendHold -> Idle: N8/0, -hold, -keepalive, close, sweep 46, -endOfRIB, down, retain 46, +restart 100, +errorHold
        """,
    ]
}
