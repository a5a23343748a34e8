import Foundation
import JSON
import NodeStore
import PodInterface
import Synchronization
import Testing

@Suite("Many at once", .serialized, .needs("calico"))
struct ConcurrencyTests {
    /// What the workers found wrong, and how far they are.
    private final class Progress: Sendable {
        let next = Mutex(0)
        let owners = Mutex<[String: String]>([:])
        let complaints = Mutex<[String]>([])

        func complain(_ text: String) { complaints.withLock { $0.append(text) } }

        func take(limit: Int) -> Bool {
            next.withLock { number in
                number += 1
                return number <= limit
            }
        }
    }

    private static let workers = 16

    @Test(.timeLimit(.minutes(2)))
    func threeHundredAddsAndDelsFromSixteenProcessesGiveNoAddressTwiceAndLeaveNothing() throws {
        try TestNode.run { node in
            // Fewer addresses than rounds: each is given again and again.
            let network = node.network(ipam: node.ipam(["ranges": [[["subnet": "10.65.0.0/27"]], [["subnet": "fd00:65::/64"]]]]))
            let pods = try (0..<Self.workers).map { _ in try node.pod() }
            let progress = Progress()
            try work { worker in
                while progress.take(limit: 300) { try Self.round(node, pods[worker], network, progress) }
            }
            #expect(progress.complaints.withLock { $0 } == [])
            try node.expectNothingLeft()
        }
    }

    @Test
    func sixteenAtOnceForTheLastFourAddressesGiveExactlyFour() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/29", "exclude": ["10.65.0.6"]]))
            let pods = try (0..<Self.workers).map { _ in try node.pod() }
            let answers = Mutex<[PluginAnswer]>([])
            try work { worker in
                let answer = try node.run("ADD", pods[worker], network)
                answers.withLock { $0.append(answer) }
            }
            let all = answers.withLock { $0 }
            let good = all.filter { $0.status == 0 }.map { AddResult(json: $0.json).host }
            #expect(good.sorted() == (2...5).map { "10.65.0.\($0)" })
            #expect(all.filter { $0.status != 0 }.allSatisfy { $0.code == 100 })
            #expect(try node.podLinks().count == 4)
            #expect(try node.records().count == 4)
        }
    }

    @Test
    func theSameAddEightTimesAtOnceIsPutRightByTheNext() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let answers = Mutex<[PluginAnswer]>([])
            try work(8) { _ in
                let answer = try node.run("ADD", pod)
                answers.withLock { $0.append(answer) }
            }
            // Runtimes may not do this (CNI spec 1.1.0, section 3): some may fail, none may leave what the next cannot mend.
            #expect(answers.withLock { $0 }.allSatisfy { $0.json != .null })
            let again = try node.add(pod)
            #expect(try node.podLinks().count == 1)
            #expect(try node.records().count == 1)
            #expect(try node.check(pod, again).status == 0)
            try node.del(pod)
            try node.expectNothingLeft()
        }
    }

    /// One ADD and one DEL; nobody else may hold its addresses in between.
    private static func round(_ node: TestNode, _ pod: TestPod, _ network: JSONObject, _ progress: Progress) throws {
        let answer = try node.run("ADD", pod, network)
        guard answer.status == 0 else { return progress.complain("ADD: \(answer)") }
        let hosts = AddResult(json: answer.json).hosts
        for host in hosts {
            let other = progress.owners.withLock { $0.updateValue(pod.id, forKey: host) }
            if let other { progress.complain("\(host) is given to \(pod.id) and held by \(other)") }
        }
        for host in hosts { progress.owners.withLock { $0[host] = nil } }
        let deleted = try node.run("DEL", pod, network)
        if deleted.status != 0 { progress.complain("DEL: \(deleted)") }
    }

    /// Runs `body` on that many threads at once.
    private func work(_ count: Int = workers, _ body: @escaping (Int) throws -> Void) throws {
        let failures = Mutex<[String]>([])
        let group = DispatchGroup()
        nonisolated(unsafe) let body = body
        for worker in 0..<count {
            group.enter()
            let thread = Thread {
                do { try body(worker) } catch { failures.withLock { $0.append("\(error)") } }
                group.leave()
            }
            thread.start()
        }
        group.wait()
        #expect(failures.withLock { $0 } == [])
    }
}
