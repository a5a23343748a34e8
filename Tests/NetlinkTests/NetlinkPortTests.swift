import Addresses
import CNetlink
import Glibc
import Netlink
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct NetlinkPortTests {
    @Test func hearsOthersAndNotThoseItIgnores() async throws {
        try await inFreshNamespace {
            let groups = [Int32(RTNLGRP_IPV4_ROUTE.rawValue)]
            let deaf = try NetlinkPort(groups: groups)
            let listening = try NetlinkPort(groups: groups)
            let requests = try NetlinkPort()
            #expect(Set([deaf.port, listening.port, requests.port]).count == 3)
            let ignores = deaf.ignore(port: requests.port)
            #expect(ignores)
            var batch = RouteRequests()
            batch.add(.all(.v4), metric: 7, .blackhole, routeProtocol: 84, table: 254, .exclusive)
            batch.seal()
            try requests.send(batch.octets, operation: "route add blackhole default")
            var answers = 0
            _ = try requests.receive(waiting: true) { reply in
                #expect(reply.isEnd && reply.refusal(of: "route add") == nil)
                answers += 1
            }
            #expect(answers == 1)
            var heard: [UInt32] = []
            while try listening.receive(waiting: false, { heard.append($0.port) }) == .some {}
            #expect(heard.contains(requests.port))
            while try deaf.receive(waiting: false, { #expect($0.port != requests.port) }) == .some {}
        }
    }

    @Test func tellsOfWhatWasLost() async throws {
        try await inFreshNamespace {
            let port = try NetlinkPort(groups: [Int32(RTNLGRP_LINK.rawValue)], receiveBuffer: 1)
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            for number in 0..<50 { batch.addLink("link\(number)") }
            try socket.execute(batch)
            var outcomes: Set<NetlinkPort.Outcome> = []
            var outcome = NetlinkPort.Outcome.some
            while outcome != .nothing {
                outcome = try port.receive(waiting: false) { _ in }
                outcomes.insert(outcome)
            }
            #expect(outcomes.contains(.overrun))
        }
    }

    @Test func tellsARefusal() async throws {
        try await inFreshNamespace {
            let port = try NetlinkPort()
            var batch = NetlinkBatch()
            batch.deleteLink("nothing")
            try port.send(batch)
            var error: KernelError?
            _ = try port.receive(waiting: true) { error = $0.refusal(of: "link del nothing") }
            #expect(error?.isAlreadyGone == true && error?.operation == "link del nothing")
        }
    }
}
