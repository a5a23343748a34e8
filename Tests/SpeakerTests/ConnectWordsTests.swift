import Addresses
import BGPCore
import Glibc
import Speaker
import Testing

@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct ConnectWordsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String, source: String?, destination: String, words: String
        var password: String?
        var testDescription: String { what }
    }

    @Test(arguments: [
        Row(
            what: "nobody listens", source: "10.9.0.1", destination: "10.9.0.9",
            words: "connection refused by 10.9.0.9:179: no BGP speaker listens there"),
        Row(what: "nobody listens, IPv6", source: "fd09::1", destination: "fd09::9", words: "connection refused by [fd09::9]:179"),
        Row(what: "no answer", source: nil, destination: "10.99.0.7", words: "no SYN-ACK from 10.99.0.7:179 for 1 s"),
        Row(
            what: "no answer, with a password", source: nil, destination: "10.99.0.7",
            words: "no SYN-ACK from 10.99.0.7:179 for 1 s; a TCP-MD5 password that differs looks the same", password: "secret"),
        Row(what: "no route", source: nil, destination: "192.0.2.7", words: "no route to 192.0.2.7"),
        Row(
            what: "foreign source", source: "192.0.2.1", destination: "10.9.0.9",
            words: "cannot connect from 192.0.2.1: it is no address of this host"),
        Row(
            what: "password too long", source: "10.9.0.1", destination: "10.9.0.9", words: "81 octets, 80 at most",
            password: String(repeating: "x", count: 81)),
    ])
    func sayWhatFailed(_ row: Row) async throws {
        try await withNetwork { scenery in
            _ = try await scenery.network.makeSilentAddress()
            let speaker = try await scenery.start(
                as: 64512, on: [],
                peers: [
                    .test("peer", as: 64512, with: 64513, from: row.source ?? "10.9.0.1", to: row.destination) { peer in
                        if row.source == nil { peer.source = nil }
                        peer.password = row.password
                    }
                ])
            try await speaker.until(error: row.words, of: "peer")
        }
    }

    @Test func abandonedDialHoldsNobodyUp() async throws {
        try await withNetwork { scenery in
            let silent = try await scenery.network.makeSilentAddress()
            let speaker = try await scenery.start(
                as: 64512, on: [],
                peers: [
                    .test("peer", as: 64512, with: 64513, from: "10.9.0.1", to: silent) { peer in
                        peer.source = nil
                        peer.session.connectTimeout = .seconds(600)
                    }
                ])
            try await speaker.until(.connect, with: "peer")
            await speaker.speaker.stop()
            #expect(await speaker.speaker.status()["peer"]?.state == .idle)
        }
    }

    @Test func listenerSaysWhyItIsClosedAndOpensLater() async throws {
        try await withNetwork { scenery in
            let speaker = try await scenery.speaker(.test(as: 64512, on: ["10.77.0.1"]))
            let failure = await #expect(throws: SpeakerFailure.self) { try await speaker.speaker.start() }
            #expect(failure?.description == "cannot listen on 10.77.0.1:179: it is no address of this host")
            #expect(await speaker.speaker.status().listeners.first?.isOpen == false)
            try await scenery.network.shell("ip addr add 10.77.0.1/32 dev lo")
            try await speaker.until("the listener to open") { $0.listeners.first?.isOpen == true && $0.listeners.first?.lastError == nil }
        }
    }

    @Test func secondListenerOnAnEndpointSaysThatItIsTaken() async throws {
        try await withNetwork { scenery in
            _ = try await scenery.start(as: 64512, on: ["10.9.0.1"])
            let other = try await scenery.speaker(.test(as: 64513, on: ["10.9.0.1"]))
            let failure = await #expect(throws: SpeakerFailure.self) { try await other.speaker.start() }
            #expect(failure?.description.contains("address already in use; another BGP speaker may run") == true)
        }
    }
}
