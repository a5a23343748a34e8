import BGPCore
import BGPWire

/// One end of a connection. What is sent arrives in order, in pieces, some time later.
final class SimulatedSocket {
    enum Item {
        /// The peer has connected.
        case connect
        case octets(ArraySlice<UInt8>)
        case closed(String)
    }

    let link: SimulatedLink
    /// Whether this is the end of the link's first or second.
    let side: Int
    weak var other: SimulatedSocket?
    /// nil: this end does not know the connection any more.
    weak var peer: SimulatedPeer?
    /// What the peer's machine knows it by.
    var sessionLink: SessionLink?
    var framer = MessageFramer()
    /// Under way to this end.
    private(set) var arriving: [Item] = []
    private var lastArrival: VirtualTime = 0
    /// Pieces that would have arrived were the link not cut.
    private var stalled = 0
    /// Octets sent from here that have not arrived.
    private var underWay = 0
    /// When the other end took something last, or there was nothing to take.
    var takenLast: VirtualTime { underWay == 0 ? link.simulation.now : lastTaken }
    var wasWritable = true
    var heardLast: VirtualTime = 0
    private var lastTaken: VirtualTime = 0

    init(_ link: SimulatedLink, _ side: Int, _ peer: SimulatedPeer?) {
        self.link = link
        self.side = side
        self.peer = peer
    }

    /// Both ends have forgotten it.
    var isOver: Bool { peer == nil && (other.map { $0.peer == nil && $0.arriving.isEmpty } ?? true) && arriving.isEmpty }

    var isWritable: Bool { wasWritable ? underWay < 600 : underWay < 100 }

    func send(_ octets: ArraySlice<UInt8>) {
        var rest = octets
        while !rest.isEmpty {
            let length = link.simulation.random.chance(of: 4) ? Int.random(in: 1...rest.count, using: &link.simulation.random) : rest.count
            put(.octets(rest.prefix(length)), length)
            rest = rest.dropFirst(length)
        }
    }

    func connect() { put(.connect, 0) }

    /// The other end hears of it after all that was sent.
    func close() {
        put(.closed("closed by the peer"), 0)
        peer = nil
    }

    private func put(_ item: Item, _ length: Int) {
        guard let other else { return }
        if underWay == 0 { lastTaken = link.simulation.now }
        underWay += length
        other.arriving.append(item)
        let start = max(other.lastArrival, link.simulation.now + link.delay())
        other.lastArrival = start + (link.rate > 0 ? length * 1000 / link.rate : 0)
        link.simulation.queue.add(.arrival(other), at: other.lastArrival)
    }

    /// The connection breaks: some of what is under way to this end arrives still, then this end is told.
    func breakOff() {
        guard let other else { return }
        let kept = Int.random(in: 0...arriving.count, using: &link.simulation.random)
        arriving.removeLast(arriving.count - kept)
        other.underWay = 0
        arriving.append(.closed("connection reset by the peer"))
        lastArrival = max(lastArrival, link.simulation.now + link.delay())
        link.simulation.queue.add(.arrival(self), at: lastArrival)
    }

    /// Something gets here.
    func arrive() {
        guard !link.isCut else {
            stalled += 1
            return
        }
        guard !arriving.isEmpty else { return }
        let item = arriving.removeFirst()
        if case .octets(let octets) = item, let other {
            other.underWay = max(other.underWay - octets.count, 0)
            other.lastTaken = link.simulation.now
            other.peer?.writabilityChanged(of: other)
        }
        guard let peer else {
            // Nobody is here: who sends hears of it, unless the whole machine is gone.
            if case .octets = item, link.simulation.speakers[link.speaker(side)].isReachable, other?.peer != nil, other?.arriving.isEmpty == true {
                other?.breakOff()
            }
            return
        }
        switch item {
        case .connect: peer.accepted(self)
        case .octets(let octets):
            heardLast = link.simulation.now
            peer.received(octets, on: self)
        case .closed(let words):
            self.peer = nil
            peer.lost(self, words)
        }
    }

    /// The link is whole again: TCP sends what did not get through.
    func resume() {
        for _ in 0..<stalled { link.simulation.queue.add(.arrival(self), at: link.simulation.now + link.delay()) }
        stalled = 0
    }
}
