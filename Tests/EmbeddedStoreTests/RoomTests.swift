import Foundation
import Glibc
import KeyValue
import Testing

@testable import EmbeddedStore

/// Full disks, full files, and disks that can only be read.
@Suite struct RoomTests {
    @Test(.enabled(if: isRoot, "needs root to mount"))
    func onAFullDiskNothingThatWasAnsweredIsLostAndWritingGoesOnLater() async throws {
        let disk = try Mount(octets: 8 << 20)
        let directory = disk.path + "/store"
        var store = try EmbeddedStore(opening: directory, creating: true, execution: .inline)
        try disk.fill(but: 300_000)
        var answered = 0
        var refused: KeyValueError?
        while refused == nil {
            let key = Key("k\(answered)")
            refused = await refusal { () async throws(KeyValueError) in try await store.commit(.put(key, [UInt8](repeating: 1, count: 3000))) }
            if refused == nil { answered += 1 }
        }
        guard case .full(let text)? = refused else { Issue.record("\(String(describing: refused))"); return }
        #expect(text.contains("No space left on device") && text.contains("KiB are free. Nothing was written; make room there"), "\(text)")
        #expect(answered > 10)
        let revision = Int64(1 + answered)
        #expect(try await store.range(.all).entries.map(\.modRevision).max() == revision)
        #expect(try await store.status().keys == answered)

        // Another process that comes now, with lock file and data file in place, can read.
        await store.close()
        #expect(try await StressProcess("get", directory, "k0").line()?.utf8.count == 3000)
        store = try EmbeddedStore(opening: directory, creating: false, execution: .inline)
        #expect(try await store.status().keys == answered)
        disk.makeRoom()
        #expect(try await store.put("after", "room") == revision + 1)
        #expect(try await store.status().keys == answered + 1)
        await store.close()
    }

    @Test(.enabled(if: isRoot, "needs root to mount"), arguments: [0, 4096, 20_000, 64 << 10, 80_000, 100_000])
    func onADiskThatIsFullFromTheStartNoStoreIsMadeAndNobodyDies(free: Int) async throws {
        let disk = try Mount(octets: 2 << 20)
        try disk.fill(but: free)
        let directory = disk.path + "/store"
        let first = try StressProcess("put", directory, "a", "1000")
        let line = await first.line()
        if line != "revision 2" {
            #expect(line?.contains("No space left on device") == true, "\(line ?? "nothing")")
            #expect(await first.wait() == 1)
        }
        disk.makeRoom()
        #expect(try await StressProcess("put", directory, "a", "1000").line()?.hasPrefix("revision") == true)
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func aLockFileThatIsMissingOnAFullDiskIsAnError() async throws {
        let disk = try Mount(octets: 2 << 20)
        let directory = disk.path + "/store"
        #expect(try await StressProcess("put", directory, "a", "1000").line() == "revision 2")
        try FileManager.default.removeItem(atPath: directory + "/lock.mdb")
        try disk.fill()
        let refused = try StressProcess("get", directory, "a")
        #expect(await refused.line()?.contains("No space left on device") == true)
        #expect(await refused.wait() == 1)
        disk.makeRoom()
        #expect(try await StressProcess("get", directory, "a").line() == "value")
    }

    @Test func aFullFileLeavesRoomForDeletes() async throws {
        let scratch = try Scratch()
        var limits = EmbeddedStoreLimits()
        limits.mapSize = 2 << 20
        limits.history = HistoryLimits(events: 20)
        let store = try scratch.open(limits: limits)
        func fill() async -> (Int, KeyValueError?) {
            var count = 0
            while true {
                let key = Key("k\(count)")
                let error = await refusal { () async throws(KeyValueError) in try await store.commit(.put(key, [UInt8](repeating: 1, count: 1500))) }
                if error != nil || count > 5000 { return (count, error) }
                count += 1
            }
        }
        let (first, refused) = await fill()
        guard case .full(let text)? = refused else { Issue.record("\(String(describing: refused))"); return }
        #expect(text.contains("uses its 2 MiB but for a reserve that deletes may use"))
        #expect(first > 400)
        let again = await refusal { () async throws(KeyValueError) in try await store.batch([.put("x", [])]) }
        guard case .full? = again else { Issue.record("\(String(describing: again))"); return }
        #expect(try await store.status().keys == first)
        for number in 0..<first { _ = try await store.commit(.delete(Key("k\(number)"))) }
        #expect(try await store.status().keys == 0)
        let (second, _) = await fill()
        #expect(second > first - 100)
        await store.close()
    }

    @Test func pagesKeptByADeadReaderAreFreedWhenTheFileIsFull() async throws {
        let scratch = try Scratch()
        var limits = EmbeddedStoreLimits()
        limits.mapSize = 2 << 20
        limits.history = HistoryLimits(events: 5)
        limits.readerCheckInterval = .max
        let store = try scratch.open(limits: limits)
        try await store.put("k", "1")
        let reader = try StressProcess("read", scratch.directory, "60")
        try #require(await reader.line() == "held")
        func overwrite() async -> KeyValueError? {
            for _ in 0..<1000 {
                let error = await refusal { () async throws(KeyValueError) in try await store.commit(.put("k", [UInt8](repeating: 1, count: 1500))) }
                if error != nil { return error }
            }
            return nil
        }
        guard case .full? = await overwrite() else { Issue.record("the living reader kept nothing"); return }
        reader.kill(SIGKILL)
        #expect(await overwrite() == nil)
        await store.close()
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func whatCanOnlyBeReadIsReadAndWatchedWhileOthersWrite() async throws {
        let scratch = try Scratch()
        let writer = try scratch.open()
        try await writer.put("a", "1")
        let view = try Mount(readOnly: scratch.directory)
        #expect(try await StressProcess("get", view.path, "a").line() == "1")
        let refused = try StressProcess("put", view.path, "b", "1000")
        #expect(await refused.line()?.contains("Read-only file system. Writing needs it on a file system that can be written") == true)
        #expect(await refused.wait() == 1)

        let watcher = try StressProcess("watch", view.path, "1", "end")
        try #require(await watcher.line() == "watching")
        for number in 0..<200 { _ = try await writer.commit(.put(Key("k\(number % 7)"), [UInt8](repeating: UInt8(number), count: 5000))) }
        try await writer.put("end", "")
        let digest = digestOf(try await writer.range(.all).entries)
        #expect(await watcher.line() == "revision 203 keys 9 digest \(digest)")
        await writer.close()
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func onADiskThatCanOnlyBeReadWithoutALockFileReadingWorks() async throws {
        let scratch = try Scratch()
        try await scratch.fill()
        for name in ["lock.mdb", "store.lock"] { try FileManager.default.removeItem(atPath: scratch.directory + "/" + name) }
        let view = try Mount(readOnly: scratch.directory)
        #expect(try await StressProcess("get", view.path, "a").line() == "1")
        let store = try EmbeddedStore(opening: view.path, creating: true, execution: .ownThreads)
        #expect(try await store.status().name == "LMDB in \(view.path) (read only)")
        let error = await refusal { () async throws(KeyValueError) in try await store.put("a", "2") }
        guard case .readOnly? = error else { Issue.record("\(String(describing: error))"); return }
        await store.close()
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func onADiskThatCanOnlyBeReadNoStoreIsMade() async throws {
        let scratch = try Scratch()
        let view = try Mount(readOnly: scratch.path)
        let error = await refusal { () async throws(KeyValueError) in
            try EmbeddedStore(opening: view.path + "/store", creating: true, execution: .inline)
        }
        guard case .absent(let text)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(text.contains("Read-only file system") && text.contains("There is no datastore in"))
    }
}

/// FNV-1a over keys, values and numbers, as the helper program counts it.
func digestOf(_ entries: [KeyValueEntry]) -> UInt64 {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for entry in entries {
        for octet in entry.key.octets + entry.value + Array("\(entry.createRevision) \(entry.modRevision) \(entry.version)".utf8) {
            digest = (digest ^ UInt64(octet)) &* 0x100_0000_01b3
        }
    }
    return digest
}
