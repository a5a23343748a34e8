import Addresses
import BGPCore
import BGPWire
import NIOCore
import NIOPosix
import Speaker

/// A speaker inside a ``TestNetwork``, with its own event loop and journal.
final class TestSpeaker: Sendable {
    let speaker: Speaker
    let journal = Journal()
    let group: MultiThreadedEventLoopGroup

    init(_ configuration: SpeakerConfiguration, in network: TestNetwork) async throws {
        group = try await network.eventLoops()
        speaker = Speaker(configuration, on: group.next(), logger: journal.logger)
    }

    /// Waits for a status; what it was last goes into the error.
    @discardableResult
    func until(_ what: String, seconds: Int = 30, _ holds: (SpeakerStatus) -> Bool) async throws -> SpeakerStatus {
        let deadline = ContinuousClock().now + .seconds(seconds)
        while true {
            let count = journal.lines.count
            let status = await speaker.status()
            if holds(status) { return status }
            guard ContinuousClock().now < deadline else {
                throw NotInTime(what: what, status: status, journal: journal.lines.suffix(40))
            }
            await journal.grows(beyond: count)
        }
    }

    /// Waits for a state of a peer.
    @discardableResult
    func until(_ state: SessionState, with name: String, seconds: Int = 30) async throws -> PeerStatus {
        let status = try await until("\(name) in \(state)", seconds: seconds) { $0[name]?.state == state }
        guard let peer = status[name] else { throw NotInTime(what: name, status: status, journal: []) }
        return peer
    }

    /// Waits until the last error of a peer, or the end of its last session, holds these words.
    func until(error words: String, of name: String, seconds: Int = 30) async throws {
        try await until("\(name) with \(words)", seconds: seconds) { status in
            [status[name]?.lastError, status[name]?.lastSessionEnd].contains { $0?.contains(words) == true }
        }
    }

    func end() async throws {
        await speaker.stop()
        try await group.shutdownGracefully()
    }
}

/// Something a test waited for that did not come.
struct NotInTime: Error, CustomStringConvertible {
    let what: String
    let status: SpeakerStatus
    let journal: [String]

    var description: String {
        let peers = status.peers.map {
            "\($0.name) \($0.state) up \($0.establishedCount) times, last error \($0.lastError ?? "none"), last session \($0.lastSessionEnd ?? "none")"
        }
        return (["not in time: \(what)"] + status.listeners.map { "\($0)" } + peers + journal).joined(separator: "\n  ")
    }
}
