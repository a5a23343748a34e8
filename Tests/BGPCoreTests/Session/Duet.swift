import BGPCore
import BGPWire
import TestSupport

/// Two machines that talk to each other in memory: octets keep their order on a connection, all else happens in any order.
struct Duet {
    /// What travels on a connection.
    private enum Item {
        case connect
        case message(SessionMessage)
        case closed
    }

    private struct Wire {
        /// The link each side knows it by; nil before, and when that side has closed it.
        var links: [SessionLink?] = [nil, nil]
        /// What is under way to each side.
        var toward: [[Item]] = [[], []]
    }

    private(set) var machines: [PeerMachine]
    private let configurations: [SessionConfiguration]
    private var audits: [SessionAudit]
    private var wires: [Wire] = []
    private var isDialing = [false, false]
    private var random: SeededGenerator
    /// The first broken rule.
    private(set) var broken: String?
    private(set) var downs = 0
    /// Hold timers of half-open connections may expire.
    var noticesSilence = true

    init(_ configurations: [SessionConfiguration], seed: UInt64) {
        self.configurations = configurations
        random = SeededGenerator(seed: seed)
        machines = configurations.map { PeerMachine($0, seed: seed) }
        audits = configurations.map { SessionAudit($0) }
        for side in 0...1 { handle(side, .start) }
    }

    /// Both are up on the same connection, and there is no other.
    var isSettled: Bool {
        let live = wires.filter { $0.links != [nil, nil] || $0.toward.contains { !$0.isEmpty } }
        guard live.count == 1, isDialing == [false, false] else { return false }
        return (0...1).allSatisfy { live[0].toward[$0].isEmpty && live[0].links[$0] != nil && machines[$0].establishedLink == live[0].links[$0] }
    }

    /// Lets something happen until both are settled; the number of steps, nil when they are not after `limit`.
    mutating func settle(limit: Int) -> Int? {
        for step in 0..<limit {
            if broken != nil { return nil }
            if isSettled { return step }
            self.step()
        }
        return nil
    }

    /// A connection breaks; both sides are told, sooner or later.
    mutating func breakOne() {
        guard let index = wires.indices.first(where: { wires[$0].links != [nil, nil] }) else { return }
        for side in 0...1 { wires[index].toward[side] = [.closed] }
    }

    /// One side restarts and forgets all. The other is told nothing: its connections are half-open.
    mutating func restart(_ side: Int) {
        for index in wires.indices {
            wires[index].links[side] = nil
            wires[index].toward = [[], []]
        }
        isDialing[side] = false
        machines[side] = PeerMachine(configurations[side], seed: random.next())
        audits[side] = SessionAudit(configurations[side])
        handle(side, .start)
    }

    private mutating func step() {
        var moves: [(wire: Int?, side: Int)] = (0...1).filter { isDialing[$0] }.map { (nil, $0) }
        for index in wires.indices { for side in 0...1 where !wires[index].toward[side].isEmpty { moves.append((index, side)) } }
        guard !moves.isEmpty, !random.chance(of: 40) else { return wait() }
        let move = random.pick(moves)
        if let index = move.wire { deliver(index, move.side) } else { connect(move.side) }
        if wires.allSatisfy({ $0.links == [nil, nil] && $0.toward.allSatisfy(\.isEmpty) }) { wires = [] }
    }

    private mutating func connect(_ side: Int) {
        isDialing[side] = false
        var wire = Wire()
        wire.toward[1 - side] = [.connect]
        wires.append(wire)
        handle(side, .dialed, fresh: wires.count - 1)
    }

    private mutating func deliver(_ index: Int, _ side: Int) {
        let item = wires[index].toward[side].removeFirst()
        if case .connect = item { return handle(side, .accepted, fresh: index) }
        guard let link = wires[index].links[side] else { return }
        switch item {
        case .connect: break
        case .message(let message): handle(side, .received(link, message))
        case .closed:
            wires[index].links[side] = nil
            handle(side, .lost(link, "closed by the peer"))
        }
    }

    /// Some timer expires; the hold timer only of a connection that the other side does not know.
    private mutating func wait() {
        var due: [(side: Int, timer: PeerTimer)] = []
        for side in 0...1 {
            for timer in [PeerTimer.connectRetry, .errorHold] where audits[side].armed.contains(timer) { due.append((side, timer)) }
            for wire in wires where noticesSilence && wire.links[1 - side] == nil && wire.toward[side].isEmpty {
                if let link = wire.links[side] { due.append((side, .hold(link))) }
            }
        }
        guard !due.isEmpty else { return }
        let (side, timer) = random.pick(due)
        handle(side, .timer(timer))
    }

    private mutating func handle(_ side: Int, _ event: SessionEvent, fresh: Int? = nil) {
        let actions = machines[side].handle(event)
        if let rule = audits[side].check(event, actions, machines[side]) { broken = broken ?? "side \(side), \(event): \(rule)" }
        for action in actions {
            switch action {
            case .dial: isDialing[side] = true
            case .abandonDial: isDialing[side] = false
            case .sendOpen(let link, let message):
                if let fresh { wires[fresh].links[side] = link }
                send(side, link, .message(.open(message)))
            case .sendKeepalive(let link): send(side, link, .message(.keepalive))
            case .sendNotification(let link, let notification): send(side, link, .message(.notification(notification)))
            case .close(let link):
                send(side, link, .closed)
                for index in wires.indices where wires[index].links[side] == link { wires[index].links[side] = nil }
            case .refuse(let notification):
                if let fresh { wires[fresh].toward[1 - side] += [.message(.notification(notification)), .closed] }
            case .move(let from, let to): for index in wires.indices where wires[index].links[side] == from { wires[index].links[side] = to }
            case .down: downs += 1
            case .arm, .disarm, .established, .retain, .sweep, .beginLongLived: break
            }
        }
    }

    private mutating func send(_ side: Int, _ link: SessionLink, _ item: Item) {
        for index in wires.indices where wires[index].links[side] == link { wires[index].toward[1 - side].append(item) }
    }
}
