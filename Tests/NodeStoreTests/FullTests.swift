import Addresses
import Foundation
import Glibc
import IPAM
import Testing

@testable import NodeStore

@Suite struct FullTests {
    @Test(.enabled(if: isRoot, "needs root to mount"))
    func onAFullDiskClaimsAreRefusedEarlyAndReleasesGoOn() throws {
        let disk = try Mount(octets: 6 << 20)
        let directory = disk.path + "/store"
        let store = try NodeStore(opening: directory, lockWait: .unlimited)
        let pool = try pool("10.0.0.0/8")
        var claimed = 0
        var refused: NodeStoreError?
        while refused == nil {
            let request = try request("\(claimed)", pool)
            refused = refusal { () throws(NodeStoreError) in try store.claim(request) }
            if refused == nil { claimed += 1 }
        }
        guard case .diskFull(directory, let free, 2 << 20)? = refused else { Issue.record("\(String(describing: refused))"); return }
        #expect(free < 2 << 20)
        #expect(claimed > 2000)
        guard case .diskFull? = refusal({ () throws(NodeStoreError) in try store.checkClaimable() }) else { Issue.record("claimable"); return }

        try disk.fill()
        #expect(try store.claim(request("0", pool)).attachment.key == key("0"), "an existing attachment needs no room")
        var random = SystemRandomNumberGenerator()
        for number in (0..<claimed).shuffled(using: &random) { #expect(try store.release(key("\(number)"), now: UInt64(number)) != nil) }
        #expect(try store.attachments().isEmpty)
        #expect(try store.usage(of: pool, now: 0).used == 0)
        #expect(try store.audit() == [])
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func onAFullDiskNoStoreIsMade() throws {
        let disk = try Mount(octets: 1 << 20)
        let error = refusal { () throws(NodeStoreError) in try NodeStore(opening: disk.path + "/store", lockWait: .unlimited) }
        guard case .diskFull(_, let free, 2 << 20)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(free <= 1 << 20)
    }

    @Test func aNearlyFullMapRefusesClaimsAndReleasesGoOn() throws {
        let scratch = try Scratch()
        var limits = StoreLimits()
        limits.mapSize = 1 << 20
        limits.mapPercent = 70  // what is left must do for some transactions of 20 pages, whatever the size of the map
        limits.journalEntries = 64
        let store = try scratch.open(limits: limits)
        let pool = try pool("10.0.0.0/8")
        var claimed = 0
        var refused: NodeStoreError?
        while refused == nil {
            let request = try request("\(claimed)", pool)
            refused = refusal { () throws(NodeStoreError) in try store.claim(request) }
            if refused == nil { claimed += 1 }
        }
        guard case .mapFull(scratch.directory, let used, 1 << 20)? = refused else { Issue.record("\(String(describing: refused))"); return }
        #expect(used > 734_003)
        #expect(claimed > 500)
        for number in 0..<claimed { #expect(try store.release(key("\(number)"), now: UInt64(number)) != nil) }
        #expect(try store.audit() == [])
        for number in 0..<claimed / 2 { _ = try store.claim(request("\(number)", pool)) }
        #expect(try store.audit() == [])
    }

    @Test func pagesKeptByADeadReaderAreFreedWhenTheMapIsFull() throws {
        let scratch = try Scratch()
        var limits = StoreLimits()
        limits.mapSize = 256 << 10
        limits.mapPercent = 100
        limits.journalEntries = 1
        let store = try scratch.open(limits: limits)
        let pool = try pool("10.1.0.0/24")
        _ = try store.claim(request("x", pool))
        let reader = try Helper("read", scratch.directory, "60")
        try #require(reader.line() == "held")
        let request = try request("x", pool)
        var full: NodeStoreError?
        for number in 0..<200 where full == nil {
            full = refusal { () throws(NodeStoreError) in
                _ = try store.release(request.attachment.key, now: UInt64(number))
                _ = try store.claim(request)
            }
        }
        guard case .mapFull(_, let used, 262_144)? = full else { Issue.record("the living reader kept nothing: \(String(describing: full))"); return }
        #expect(used > 200_000)
        reader.kill(SIGKILL)
        for number in 200..<400 {
            _ = try store.release(request.attachment.key, now: UInt64(number))
            _ = try store.claim(request)
        }
        #expect(try store.audit() == [])
    }

    @Test func sixtyFiveThousandOwnersCostAClaimAFewPagesMore() throws {
        let few = try Scratch().open()
        let many = try Scratch().open()
        let pool = try pool("10.0.0.0/14")
        try many.write { (transaction) throws(NodeStoreError) in
            for number in 0..<65_000 {
                guard case .address(let address, let range) = try pool.pick(now: 1, from: &transaction) else { return }
                let key = try AttachmentKey(network: "net", containerID: "c\(number)", interface: "eth0")
                try transaction.claim(address, bucket: range.span, owner: key.octets)
                let attachment = Attachment(key: key, manager: .addresses, addresses: [IPPrefix(host: address)])
                try transaction.write(attachment, key.octets, journalLimit: 4096)
            }
        }
        _ = try few.claim(request("x", pool))
        _ = try many.claim(request("x", pool))
        let little = try octetsWritten { _ = try few.claim(request("y", pool)) }
        let much = try octetsWritten { _ = try many.claim(request("y", pool)) }
        // Eight records, each with its path of at most four pages; LMDB's list of free pages; the header.
        #expect(little > 2 * 4096)
        #expect(much < little + 24 * 4096, "\(much) octets in place of \(little)")
        let release = try octetsWritten { _ = try many.release(key("y"), now: 9) }
        #expect(release < little + 24 * 4096, "\(release) octets in place of \(little)")
    }

    /// What this thread gave to write(2) and its kin meanwhile.
    private func octetsWritten(_ body: () throws -> Void) throws -> Int {
        func written() throws -> Int {
            let lines = try String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8).split(separator: "\n")
            return try #require(lines.first { $0.hasPrefix("wchar: ") }.flatMap { Int($0.dropFirst(7)) })
        }
        let before = try written()
        try body()
        return try written() - before
    }
}
