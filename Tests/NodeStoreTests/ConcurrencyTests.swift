import Addresses
import Foundation
import Glibc
import IPAM
import Testing

@testable import NodeStore

/// Many processes on one store.
@Suite(.serialized) struct ConcurrencyTests {
    let scratch: Scratch
    /// Smaller than what sixteen processes want at once (16 x 20), so that they meet on released addresses.
    let subnet = "10.1.0.0/22"

    init() throws { scratch = try Scratch() }

    @Test func sixteenProcessesGetDifferentAddresses() throws {
        let helpers = try (1...16).map { try Helper("churn", scratch.directory, subnet, "\($0)", "400") }
        for helper in helpers {
            #expect(helper.line() == "operations 400")
            #expect(helper.wait() == 0)
        }
        let store = try scratch.open(creating: false)
        #expect(try store.audit() == [])
        let pool = try pool(subnet)
        let attachments = try store.attachments()
        #expect(try store.usage(of: pool, now: 0).used == UInt128(attachments.count))
        for attachment in attachments { _ = try store.release(attachment.key, now: 1) }
        #expect(try store.usage(of: pool, now: 0).used == 0)
        #expect(try store.audit() == [])
    }

    @Test func killedProcessesLeaveNothingHalf() throws {
        var random = SystemRandomNumberGenerator()
        var survivors = try (1...8).map { try Helper("churn", scratch.directory, subnet, "\($0)", "1500") }
        for round in 0..<150 {
            let victim = try Helper("churn", scratch.directory, subnet, "\(100 + round)", "100000")
            usleep(UInt32.random(in: 500...15_000, using: &random))
            victim.kill(SIGKILL)
        }
        for helper in survivors {
            #expect(helper.line() == "operations 1500")
            #expect(helper.wait() == 0)
        }
        survivors = []
        let store = try scratch.open()
        #expect(try store.audit() == [])
        // What the dead held is recorded under their names and can be released by anybody.
        for attachment in try store.attachments() { #expect(try store.release(attachment.key, now: 1) == attachment) }
        #expect(try store.recordedAddresses().allSatisfy { if case .released = $0.state { true } else { false } })
        #expect(try store.audit() == [])
    }

    @Test func theFirstProcessesOfABootMakeOneStore() throws {
        for _ in 0..<10 {
            let helpers = try (0..<8).map { try Helper("claim", scratch.directory, "10.1.0.0/24", "x\($0)", "10") }
            let addresses = Set(helpers.compactMap { $0.line() })
            #expect(addresses.count == 8)
            let store = try scratch.open(creating: false)
            #expect(try store.attachments().count == 8)
            #expect(try store.audit() == [])
            try FileManager.default.removeItem(atPath: scratch.directory)
        }
    }

    @Test func aCreatorThatDiesLeavesTheNextOneToMakeIt() throws {
        for pause in stride(from: UInt32(200), to: 6_000, by: 200) {
            let victim = try Helper("claim", scratch.directory, "10.1.0.0/24", "x", "10")
            usleep(pause)
            victim.kill(SIGKILL)
            let store = try scratch.open()
            #expect(try store.attachments().count <= 1)
            #expect(try store.audit() == [])
            try FileManager.default.removeItem(atPath: scratch.directory)
        }
    }

    @Test func waitingEndsWithAnAnswerThatNamesTheLock() throws {
        _ = try scratch.open()
        let holder = try Helper("hold", scratch.directory, "30")
        try #require(holder.line() == "held")
        let waiter = try Helper("claim", scratch.directory, "10.1.0.0/24", "x", "1")
        #expect(waiter.line() == #"{"deadline":"waiting for the write lock of \#(scratch.directory)/lock.mdb"}"#)
        #expect(waiter.wait() == 1)
        holder.kill(SIGKILL)
        let next = try Helper("claim", scratch.directory, "10.1.0.0/24", "x", "1")
        #expect(next.line()?.contains("10.1.0.2") == true)
    }

    @Test func waitingForAnotherCreatorEndsToo() throws {
        try FileManager.default.createDirectory(atPath: scratch.directory, withIntermediateDirectories: true)
        let file = open(scratch.directory + "/creation.lock", O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        try #require(flock(file, LOCK_EX) == 0)
        let waiter = try Helper("claim", scratch.directory, "10.1.0.0/24", "x", "1")
        #expect(waiter.line() == #"{"deadline":"waiting for \#(scratch.directory)/creation.lock"}"#)
    }
}
