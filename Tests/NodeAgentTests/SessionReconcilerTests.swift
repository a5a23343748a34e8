import Addresses
import BGPCore
import BGPPlan
import BGPWire
import JSON
import Model
import Speaker
import Testing

@testable import NodeAgent

/// From plans to what the speaker is told.
@Suite struct SessionReconcilerTests {
    static func make(_ plan: SessionPlan) -> Result<PeerConfiguration, SessionReconciler.HeldBack> {
        .success(PeerConfiguration(plan, identifier: BGPIdentifier(1), restart: GracefulRestartSettings(), password: nil))
    }

    static func names(_ commands: [SessionCommand]) -> [String] {
        commands.map { command in
            switch command {
            case .add(let peer): "add \(peer.name)"
            case .change(let peer): "change \(peer.name)"
            case .remove(let address): "remove \(address)"
            }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable () -> [AnyResource]
        let expected: [String]
    }

    @Test(arguments: [
        Row(testDescription: "nothing", change: { Cluster.three }, expected: []),
        Row(testDescription: "a node more", change: { Cluster.three + [Cluster.node("four", "10.0.0.4/24")] }, expected: ["add 10.0.0.4"]),
        Row(testDescription: "a node less", change: { [Cluster.three[0], Cluster.three[1]] }, expected: ["remove 10.0.0.3"]),
        Row(
            testDescription: "a node's labels",
            change: { [Cluster.three[0], Cluster.three[1], Cluster.node("three", "10.0.0.3/24", labels: ["rack": "1"])] }, expected: []),
        Row(
            testDescription: "a node's address", change: { [Cluster.three[0], Cluster.three[1], Cluster.node("three", "10.0.0.33/24")] },
            expected: ["add 10.0.0.33", "remove 10.0.0.3"]),
        Row(
            testDescription: "an explicit peer in the place of the mesh",
            change: { Cluster.three + [Cluster.peer("p", [("node", "one"), ("peerIP", "10.0.0.2"), ("asNumber", 64512), ("keepaliveTime", "1s")])] },
            expected: ["change 10.0.0.2"]),
        Row(
            testDescription: "a router besides",
            change: { Cluster.three + [Cluster.peer("rack", [("peerIP", "10.0.0.254"), ("asNumber", 65001)])] }, expected: ["add 10.0.0.254"]),
        Row(
            testDescription: "the mesh off, no reflector",
            change: { Cluster.three + [Cluster.configuration([("nodeToNodeMeshEnabled", false)])] },
            expected: ["remove 10.0.0.2", "remove 10.0.0.3"]),
    ])
    func onlyWhatDiffersIsTouched(_ row: Row) {
        var sessions = SessionReconciler()
        let before = sessions.update(Cluster.plan(Cluster.three).sessions, ready: [], make: Self.make)
        #expect(Self.names(before) == ["add 10.0.0.2", "add 10.0.0.3"])
        let commands = Self.names(sessions.update(Cluster.plan(row.change()).sessions, ready: [], make: Self.make))
        #expect(commands == row.expected)
        let rest = sessions.update(Cluster.plan(row.change()).sessions, ready: [], make: Self.make)
        #expect(rest.isEmpty, "a second time nothing is left to do")
    }

    private static let reflected = [
        Cluster.three[0], Cluster.node("two", "10.0.0.2/24", clusterID: "1.0.0.1", labels: ["reflector": "yes"]), Cluster.three[2],
        Cluster.peer("reflectors", [("nodeSelector", "!has(reflector)"), ("peerSelector", "has(reflector)")]),
        Cluster.configuration([("nodeToNodeMeshEnabled", false)]),
    ]

    @Test func sessionsOfTheMeshStayUntilReflectorsHaveToldEverything() {
        var sessions = SessionReconciler()
        _ = sessions.update(Cluster.plan(Cluster.three).sessions, ready: [], make: Self.make)
        let plan = Cluster.plan(Self.reflected)
        #expect(plan.sessions[address("10.0.0.2")]?.isReflector == true)
        let commands = sessions.update(plan.sessions, ready: [], make: Self.make)
        #expect(!Self.names(commands).contains("remove 10.0.0.3"))
        #expect(sessions.lingering == [address("10.0.0.3")])
        do {
            let commands = Self.names(sessions.releaseLingering())
            #expect(commands == ["remove 10.0.0.3"])
        }
        #expect(sessions.lingering.isEmpty)
        let left = sessions.releaseLingering()
        #expect(left.isEmpty)
    }

    @Test func sessionsOfTheMeshGoAtOnceWhenReflectorsAreReady() {
        var sessions = SessionReconciler()
        _ = sessions.update(Cluster.plan(Cluster.three).sessions, ready: [], make: Self.make)
        let commands = sessions.update(Cluster.plan(Self.reflected).sessions, ready: [address("10.0.0.2")], make: Self.make)
        #expect(Self.names(commands).contains("remove 10.0.0.3"))
        #expect(sessions.lingering.isEmpty)
    }

    @Test func aSessionThatIsWantedAgainDoesNotLinger() {
        var sessions = SessionReconciler()
        _ = sessions.update(Cluster.plan(Cluster.three).sessions, ready: [], make: Self.make)
        _ = sessions.update(Cluster.plan(Self.reflected).sessions, ready: [], make: Self.make)
        _ = sessions.update(Cluster.plan(Cluster.three).sessions, ready: [], make: Self.make)
        #expect(sessions.lingering.isEmpty)
        let left = sessions.releaseLingering()
        #expect(left.isEmpty)
    }

    @Test func whatCannotBeHadIsHeldBackAndWhatRunsGoesOn() {
        var sessions = SessionReconciler()
        let plan = Cluster.plan(Cluster.three)
        let refusing: (SessionPlan) -> Result<PeerConfiguration, SessionReconciler.HeldBack> = { session in
            session.address == address("10.0.0.2") ? .failure(.init(words: "no password")) : Self.make(session)
        }
        do {
            let commands = Self.names(sessions.update(plan.sessions, ready: [], make: refusing))
            #expect(commands == ["add 10.0.0.3"])
        }
        #expect(sessions.heldBack == [address("10.0.0.2"): "no password"])
        do {
            let commands = Self.names(sessions.update(plan.sessions, ready: [], make: Self.make))
            #expect(commands == ["add 10.0.0.2"])
        }
        #expect(sessions.heldBack.isEmpty)
        let goesOn = sessions.update(plan.sessions, ready: [], make: refusing)
        #expect(goesOn.isEmpty, "the session that is there goes on")
        #expect(sessions.heldBack.count == 1)
        #expect(sessions.running.count == 2)
    }

    @Test func planBecomesASession() throws {
        let resources =
            Cluster.three + [
                Cluster.peer(
                    "rack",
                    [
                        ("peerIP", "10.0.0.254:1790"), ("asNumber", 65001), ("keepaliveTime", "2s"), ("maxRestartTime", "30s"), ("ttlSecurity", 1),
                        ("numAllowedLocalASNumbers", 2), ("sourceAddress", "None"), ("localASNumber", 64999),
                    ])
            ]
        let plan = try #require(Cluster.plan(resources).sessions[address("10.0.0.254")])
        var restart = GracefulRestartSettings()
        restart.families = [.ipv4, .ipv6]
        restart.forwardingPreserved = [.ipv4, .ipv6]
        let peer = PeerConfiguration(plan, identifier: BGPIdentifier(7), restart: restart, password: "secret")
        #expect(peer.name == "10.0.0.254")
        #expect(peer.port == 1790)
        #expect(peer.source == nil)
        #expect(peer.password == "secret")
        #expect(peer.hopLimit == .security(maximumHops: 1))
        #expect(peer.session.localAS == 64999)
        #expect(peer.session.expectedAS == 65001)
        #expect(peer.session.holdTime == 6)
        #expect(peer.session.keepaliveTime == 2)
        #expect(peer.session.families == .ipv4)
        #expect(peer.session.gracefulRestart?.restartTime == 30)
        #expect(peer.session.gracefulRestart?.forwardingPreserved == .ipv4)
        #expect(peer.routes.importPolicy.allowedOwnAS == 2)
    }
}
