import BGPCore
import BGPWire

/// Messages that come in and go out.
extension SimulatedPeer {
    func received(_ octets: ArraySlice<UInt8>, on socket: SimulatedSocket) {
        socket.framer.append(octets)
        do {
            while !isGone, socket.peer === self, let link = socket.sessionLink, let frame = try socket.framer.next() {
                if establishedOn === socket { try receivedInSession(frame, link) } else { try receivedBefore(frame, link) }
            }
        } catch {
            simulation.fail("\(self): \(error)")
            if let link = socket.sessionLink, let error = error as? BGPError { handle(.malformed(link, error)) }
        }
        speaker.scheduleTurn()
    }

    private func receivedInSession(_ frame: MessageFrame, _ link: SessionLink) throws {
        switch frame.kind {
        case .update:
            simulation.updates += 1
            try speaker.core.receive(UpdateMessage(decoding: frame.body, options: decoding), from: index)
        case .keepalive: break
        case .routeRefresh: speaker.core.receive(try RouteRefreshMessage(decoding: frame), from: index)
        case .open, .notification: try receivedBefore(frame, link)
        }
    }

    private func receivedBefore(_ frame: MessageFrame, _ link: SessionLink) throws {
        switch frame.kind {
        case .open: handle(.received(link, .open(try OpenMessage(decoding: frame.body))))
        case .update: handle(.received(link, .update))
        case .keepalive: handle(.received(link, .keepalive))
        case .routeRefresh: handle(.received(link, .routeRefresh))
        case .notification: handle(.received(link, .notification(NotificationMessage(decoding: frame.body))))
        }
    }

    func write(_ octets: ArraySlice<UInt8>) {
        guard let socket = establishedOn else { return simulation.fail("\(self): octets without a session") }
        socket.send(octets)
        noteWritability(socket)
    }

    func writabilityChanged(of socket: SimulatedSocket) {
        guard establishedOn === socket else { return }
        noteWritability(socket)
        if socket.wasWritable { speaker.scheduleTurn() }
    }

    func noteWritability(_ socket: SimulatedSocket) {
        let isWritable = socket.isWritable
        guard isWritable != socket.wasWritable else { return }
        socket.wasWritable = isWritable
        speaker.core.setWritable(index, isWritable)
    }

    func askForRefresh() {
        guard let socket = establishedOn, let negotiated = machine.negotiated, negotiated.routeRefresh else { return }
        for family in negotiated.families.families {
            var octets: [UInt8] = []
            RouteRefreshMessage(family).encode(into: &octets)
            socket.send(octets[...])
        }
    }
}
