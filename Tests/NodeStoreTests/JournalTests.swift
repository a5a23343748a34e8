import Addresses
import IPAM
import JSON
import Testing

@testable import NodeStore

@Suite struct JournalTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func tellsTheNewestOfEachAttachmentInOrder() throws {
        let store = try scratch.open()
        let pool = try pool("10.1.0.0/24")
        let one = try store.claim(request("one", pool)).attachment
        let two = try store.claim(request("two", pool)).attachment
        _ = try store.release(key("one"), now: 5)
        let journal = try store.journal()
        #expect(!journal.isTruncated)
        let added = JournalEntry(sequence: 2, operation: .added, attachment: two)
        #expect(journal.entries == [added, JournalEntry(sequence: 3, operation: .removed, attachment: one)])
        #expect(try store.audit() == [])
    }

    @Test func acknowledgedEntriesAreGoneAndLaterOnesStay() throws {
        let store = try scratch.open()
        let pool = try pool("10.1.0.0/24")
        for id in ["a", "b", "c"] { _ = try store.claim(request(id, pool)) }
        let seen = try #require(try store.journal().entries.dropLast().last?.sequence)
        _ = try store.release(key("a"), now: 5)
        try store.acknowledgeJournal(through: seen)
        #expect(try store.journal().entries.map { "\($0.operation) \($0.attachment.key.containerID)" } == ["added c", "removed a"])
        try store.acknowledgeJournal(through: .max)
        #expect(try store.journal() == Journal(entries: [], isTruncated: false))
        _ = try store.claim(request("d", pool))
        #expect(try store.journal().entries.map(\.sequence) == [5])
        #expect(try store.audit() == [])
    }

    @Test func isBoundedAndSaysSo() throws {
        var limits = StoreLimits()
        limits.journalEntries = 4
        let store = try scratch.open(limits: limits)
        let pool = try pool("10.1.0.0/24")
        for number in 0..<6 { _ = try store.claim(request("\(number)", pool)) }
        let journal = try store.journal()
        #expect(journal.isTruncated)
        #expect(journal.entries.map(\.sequence) == [3, 4, 5, 6])
        // Entries dropped after this reading have been read: acknowledging it makes good for them.
        for number in 6..<8 { _ = try store.claim(request("\(number)", pool)) }
        try store.acknowledgeJournal(through: 6)
        #expect(try store.journal().entries.map(\.sequence) == [7, 8])
        #expect(try !store.journal().isTruncated)
        #expect(try store.audit() == [])
    }

    @Test func staysTruncatedUntilWhatWasDroppedIsAcknowledged() throws {
        var limits = StoreLimits()
        limits.journalEntries = 2
        let store = try scratch.open(limits: limits)
        let pool = try pool("10.1.0.0/24")
        for number in 0..<3 { _ = try store.claim(request("\(number)", pool)) }
        let read = try #require(try store.journal().entries.last?.sequence)
        for number in 3..<9 { _ = try store.claim(request("\(number)", pool)) }
        try store.acknowledgeJournal(through: read)
        #expect(try store.journal().isTruncated)
        try store.acknowledgeJournal(through: 9)
        #expect(try !store.journal().isTruncated)
    }

    @Test func dumpTellsEverything() throws {
        let store = try scratch.open()
        let pool = try pool("10.1.0.0/24")
        for id in ["a", "b"] { _ = try store.claim(request(id, pool)) }
        _ = try store.release(key("a"), now: 50)
        let dump = try store.dump()
        #expect(dump["schema"] == 1)
        #expect(dump["attachments"]?.array?.count == 1)
        #expect(dump["attachments"]?.array?.first?["containerID"] == "b")
        #expect(dump["addresses"]?.array?.first?["releasedAt"] == 50)
        #expect(dump["addresses"]?.array?.last?["owner"]?["containerID"] == "b")
        #expect(dump["spans"]?.array?.first?["walkedThrough"] == "10.1.0.3")
        #expect(dump["released"]?.array?.first?["bucket"] == "10.1.0.1-10.1.0.254")
        #expect(dump["hostInterfaces"]?.array?.first?["name"] == "calinetb")
        #expect(dump["journal"]?["entries"]?.array?.first?["operation"] == "added")
        #expect(try JSONValue(parsing: dump.prettyText) == dump)
    }
}
