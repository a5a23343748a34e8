/// What a daemon is told to be; each kind writes it down in its own words.
///
/// Daemon number N has the addresses 10.9.0.N and fd09::N and the identifier 10.9.0.N.
struct DaemonConfiguration: Sendable {
    var number: Int
    var asNumber: UInt32
    var clusterID: String?
    var peers: [DaemonPeer]
    /// Announced from the start.
    var routes: [TestRoute] = []

    init(_ number: Int, asNumber: UInt32, peers: [DaemonPeer]) {
        self.number = number
        self.asNumber = asNumber
        self.peers = peers
    }

    var identifier: String { "10.9.0.\(number)" }

    /// The daemon's end of a session.
    func localAddress(for peer: DaemonPeer) -> String { peer.address.contains(":") ? TestNetwork.address6(number) : TestNetwork.address(number) }
}
