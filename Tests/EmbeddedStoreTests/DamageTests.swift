import Foundation
import Glibc
import KeyValue
import LMDB
import Testing

@testable import EmbeddedStore

/// Files that are not what they should be: named, explained and left alone.
@Suite struct DamageTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let damage: @Sendable (Scratch) throws -> Void
        let reason: String

        init(_ name: String, _ reason: String, _ damage: @escaping @Sendable (Scratch) throws -> Void) {
            testDescription = name
            self.reason = reason
            self.damage = damage
        }
    }

    static let rows = [
        Row("no octets", "it has 0 octets instead of 8192 or more: it was cut off") { try #require(truncate($0.dataFile, 0) == 0) },
        Row("one header", "it has 4096 octets instead of 8192 or more: it was cut off") { try #require(truncate($0.dataFile, 4096) == 0) },
        Row("two headers and a part", "it has 9000 octets instead of") { try #require(truncate($0.dataFile, 9000) == 0) },
        Row("zeros for headers", "not the headers of an LMDB 0.9 file") { try $0.overwrite([UInt8](repeating: 0, count: 8192), at: 0) },
        Row("a damaged header", "not the headers of an LMDB 0.9 file") { try $0.overwrite([1], at: 16) },
        Row("another page size", "not the headers of an LMDB 0.9 file") { try $0.overwrite([0, 32], at: 40) },
        Row("a page past the map", "past the map's") { scratch in
            for page in [0, 4096] as [UInt64] { try scratch.overwrite([0xff, 0xff, 0xff, 0xff], at: page + 136) }
        },
        Row("text", "not the headers of an LMDB 0.9 file") { scratch in
            try Data(String(repeating: "not a data file\n", count: 1000).utf8).write(to: URL(fileURLWithPath: scratch.dataFile))
        },
        Row("LMDB's own file of something else", "it is an LMDB file of something else") { scratch in
            try scratch.replaceRecord { (records) throws(LMDBError) in try records.put(Array("other".utf8), [1, 2, 3]) }
        },
        Row("the node's store", "it is an LMDB file of something else") { scratch in
            try scratch.replaceRecord { (records) throws(LMDBError) in try records.put(Array("s".utf8), [UInt8](repeating: 0, count: 48)) }
        },
        Row("a state record that is cut off", "or its first record is broken") { scratch in
            try scratch.replaceRecord { (records) throws(LMDBError) in try records.put(Array("s".utf8), Array(StoreState().record.dropLast())) }
        },
        Row("an older schema than there ever was", "its schema is 0") { scratch in
            var state = StoreState()
            state.schema = 0
            let record = state.record
            try scratch.replaceRecord { (records) throws(LMDBError) in try records.put(Array("s".utf8), record) }
        },
    ]

    @Test(arguments: rows)
    func isNamedAndLeftAlone(_ row: Row) async throws {
        try await scratch.fill()
        try row.damage(scratch)
        let before = try scratch.status("/data.mdb")
        guard case .damaged(let text)? = scratch.refusal() else { Issue.record("\(String(describing: scratch.refusal()))"); return }
        #expect(text.contains(row.reason), "\(text)")
        #expect(text.contains("\(scratch.directory)/data.mdb cannot be used") && text.contains("put a good copy of data.mdb in its place"))
        let after = try scratch.status("/data.mdb")
        #expect(before.st_ino == after.st_ino && before.st_size == after.st_size && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec)
    }

    @Test func aNewerSchemaIsRefused() async throws {
        try await scratch.fill()
        var state = StoreState()
        state.schema = 9
        let record = state.record + [1, 2, 3]
        try scratch.replaceRecord { (records) throws(LMDBError) in try records.put(Array("s".utf8), record) }
        guard case .newerSchema(let text)? = scratch.refusal() else { Issue.record("\(String(describing: scratch.refusal()))"); return }
        #expect(text.contains("has schema 9, written by a newer version; this one knows schema 1"))
    }

    @Test func aNewerVersionThatComesInBetweenStopsTheOlderOne() async throws {
        let store = try scratch.open()
        try await store.put("a", "1")
        // Another process migrates the file.
        let migrated = try StressProcess("migrate", scratch.directory, "9")
        #expect(await migrated.wait() == 0)
        for error in [
            await refusal { () async throws(KeyValueError) in try await store.put("a", "2") },
            await refusal { () async throws(KeyValueError) in try await store.get("a") },
        ] {
            guard case .newerSchema? = error else { Issue.record("\(String(describing: error))"); continue }
        }
        await store.close()
    }

    @Test func aRecordThatCannotBeReadIsNamed() async throws {
        try await scratch.fill()
        let before = scratch.dataFile
        try scratch.changeRecords { (records) throws(LMDBError) in
            try records.put(Array("ka".utf8), [1, 2, 3])
            try records.put(StoreKey.event(2, 0), [7])
        }
        #expect(before == scratch.dataFile)
        let store = try scratch.open()
        for error in [
            await refusal { () async throws(KeyValueError) in try await store.get("a") },
            await refusal { () async throws(KeyValueError) in try await store.put("a", "2") },
        ] {
            guard case .damaged(let text)? = error else { Issue.record("\(String(describing: error))"); continue }
            #expect(text.contains("the record of a cannot be read"))
        }
        let watch = try await store.watch(.all, after: 1)
        guard case .damaged(let text)? = await refusal({ () async throws(KeyValueError) in try await watch.next() }) else {
            Issue.record("read an event")
            return
        }
        #expect(text.contains("an event after revision 1 cannot be read"))
        #expect(try await store.put("b", "1") == 3, "the rest goes on")
        await store.close()
    }

    @Test func aFileThatIsReplacedUnderTheStoreIsNoticed() async throws {
        let store = try scratch.open(execution: .ownThreads)
        try await store.put("a", "1")
        let watch = try await store.watch(.all, after: nil)
        let waiting = Task { await refusal { () async throws(KeyValueError) in try await watch.next() } }
        await Task.yield()
        try FileManager.default.copyItem(atPath: scratch.directory + "/store.lock", toPath: scratch.directory + "/copy")
        #expect(rename(scratch.directory + "/copy", scratch.dataFile) == 0)
        for error in [
            await waiting.value, await refusal { () async throws(KeyValueError) in try await store.put("a", "2") },
            await refusal { () async throws(KeyValueError) in try await store.get("a") },
            await refusal { () async throws(KeyValueError) in try await store.watch(.all, after: nil) },
        ] {
            guard case .replaced? = error else { Issue.record("\(String(describing: error))"); continue }
        }
        await store.close()
    }
}

extension Scratch {
    /// Changes records behind the store's back.
    func changeRecords(_ body: (inout RecordTransaction) throws(LMDBError) -> Void) throws {
        let identity = try #require(DataFileIdentity(path: dataFile))
        let environment = try Environment(opening: directory, identity, .durable)
        var records = try environment.begin(.write)
        try body(&records)
        try records.commit()
    }

    /// Removes the store's own record and makes other changes.
    func replaceRecord(_ body: (inout RecordTransaction) throws(LMDBError) -> Void) throws {
        try changeRecords { (records) throws(LMDBError) in
            try records.remove(StoreKey.state)
            try body(&records)
        }
    }
}
