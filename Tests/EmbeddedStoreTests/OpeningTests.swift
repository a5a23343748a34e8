import Foundation
import Glibc
import KeyValue
import LMDB
import Testing

@testable import EmbeddedStore

/// Making, opening and refusing files.
@Suite struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func makesTheDirectoryAndItsFilesForTheOwnerOnly() async throws {
        try await scratch.fill()
        #expect(try scratch.status().st_mode & 0o777 == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.directory).sorted() == ["data.mdb", "lock.mdb", "store.lock"])
        for name in ["/data.mdb", "/lock.mdb", "/store.lock"] { #expect(try scratch.status(name).st_mode & 0o777 == 0o600, "\(name)") }
    }

    @Test func theDataFileIsAsLongAsItsMapAndTheLockFileHasNoHoles() async throws {
        let store = try scratch.open()
        let data = try scratch.status("/data.mdb")
        #expect(data.st_size == 4 << 30)
        #expect(data.st_blocks * 512 < 1 << 20)
        let lock = try scratch.status("/lock.mdb")
        #expect(lock.st_size == 64 << 10)
        #expect(lock.st_blocks * 512 >= lock.st_size)
        await store.close()
    }

    @Test func noFileSurvivesExec() async throws {
        let store = try scratch.open(execution: .ownThreads)
        let watch = try await store.watch(.all, after: nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        let ours = names.filter { number in
            let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return file?.hasPrefix(scratch.directory) ?? false
        }
        // LMDB's data file and header, its lock file, the store's lock, the data file of the notifier.
        #expect(ours.count == 5)
        for number in ours { #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0) }
        // The header is what makes a commit: it is written through a descriptor that writes to the disk.
        #expect(ours.contains { fcntl($0, F_GETFL) & O_DSYNC != 0 })
        watch.cancel()
        await store.close()
    }

    @Test func whatWasWrittenIsThereAfterReopening() async throws {
        for number in 1...3 {
            let store = try scratch.open(execution: number == 2 ? .ownThreads : .inline)
            #expect(try await store.status().revision == Int64(number))
            #expect(try await store.text("a") == (number == 1 ? nil : "\(number - 1)"))
            try await store.put("a", "\(number)")
            await store.close()
        }
        let store = try scratch.open(creating: false)
        let events = try await store.watch(.all, after: 1).next()?.events
        #expect(events?.map(\.revision) == [2, 3, 4])
        await store.close()
    }

    @Test func aStoreThatIsDroppedIsClosed() async throws {
        for execution in [EmbeddedStore.Execution.inline, .ownThreads] {
            for _ in 0..<3 {
                let store = try scratch.open(execution: execution)
                let watch = try await store.watch(.all, after: nil)
                try await store.put("a", "1")
                #expect(try await watch.next() != nil)
            }
        }
    }

    @Test func withoutAStoreNothingIsMadeUnlessAskedFor() throws {
        guard case .absent(let text)? = scratch.refusal(creating: false) else { Issue.record("opened"); return }
        #expect(text.contains(scratch.directory) && text.contains("CALICO_STATE_DIR"))
        #expect(!FileManager.default.fileExists(atPath: scratch.directory))
    }

    @Test(.enabled(if: isRoot, "needs root to become somebody else"))
    func whoMayNotLookInIsToldSo() async throws {
        try await scratch.fill()
        chmod(scratch.path, 0o755)
        chmod(scratch.path + "/state", 0o755)
        let other = ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"]
        for verb in ["get", "put"] {
            let refused = try StressProcess(verb, scratch.directory, "a", "1000", through: other)
            let line = await refused.line()
            #expect(line?.contains("Permission denied. Run as root, and look at owner and mode") == true, "\(line ?? "nothing")")
        }
        // Who may read and not write, reads.
        chmod(scratch.directory, 0o755)
        for name in ["data.mdb", "lock.mdb", "store.lock"] { chmod(scratch.directory + "/" + name, 0o644) }
        #expect(try await StressProcess("get", scratch.directory, "a", through: other).line() == "1")
        #expect(try await StressProcess("put", scratch.directory, "a", "1000", through: other).line()?.contains("Permission denied") == true)
    }

    @Test func aProcessOpensAStoreOnce() async throws {
        let store = try scratch.open()
        guard case .failed(let text)? = scratch.refusal() else { Issue.record("opened twice"); return }
        #expect(text.contains("this process has the datastore in \(scratch.directory) open already"))
        // LMDB's own lock, which closing any descriptor of the file would drop.
        let lockFile = try scratch.status("/lock.mdb").st_ino
        let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
        #expect(locks.contains { $0.contains(" POSIX ") && $0.contains(" \(getpid()) ") && $0.contains(":\(lockFile) ") })
        try await store.put("a", "1")
        await store.close()
        #expect(scratch.refusal() == nil)
    }

    @Test func whatAnInterruptedCreationLeftIsCleared() async throws {
        try FileManager.default.createDirectory(atPath: scratch.directory + "/data.new", withIntermediateDirectories: true)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: scratch.directory + "/data.new/data.mdb"))
        try await scratch.fill()
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.directory).sorted() == ["data.mdb", "lock.mdb", "store.lock"])
    }

    @Test func creatorsThatAreKilledLeaveTheNextOneToMakeIt() async throws {
        for pause in stride(from: 1_000, to: 40_000, by: 1_300) {
            let victim = try StressProcess("put", scratch.directory, "a", "1000")
            try await Task.sleep(for: .microseconds(pause))
            victim.kill(SIGKILL)
            #expect(scratch.refusal() == nil)
            try FileManager.default.removeItem(atPath: scratch.directory)
        }
    }

    @Test func manyCreatorsMakeOneStore() async throws {
        for _ in 0..<5 {
            let processes = try (0..<8).map { try StressProcess("put", scratch.directory, "k\($0)", "30000") }
            var lines: Set<String> = []
            for process in processes { if let line = await process.line() { lines.insert(line) } }
            #expect(lines == Set((2...9).map { "revision \($0)" }))
            for process in processes { #expect(await process.wait() == 0) }
            let store = try scratch.open(creating: false)
            #expect(try await store.status().keys == 8)
            await store.close()
            try FileManager.default.removeItem(atPath: scratch.directory)
        }
    }

    @Test func aCopyThatWasMadeShorterIsTakenAndMadeLongAgain() async throws {
        try await scratch.fill()
        // What mdb_copy makes: used pages only, and no lock file beside it.
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: scratch.dataFile))
        guard case .sound(let header, _, _) = try DataFileHeader.look(at: LMDB.FileDescriptor(opening: scratch.dataFile, O_RDONLY), path: "") else {
            Issue.record("no header")
            return
        }
        try handle.truncate(atOffset: header.usedOctets)
        try handle.close()
        for name in ["lock.mdb", "store.lock"] { try FileManager.default.removeItem(atPath: scratch.directory + "/" + name) }
        let store = try scratch.open(creating: false)
        #expect(try await store.text("a") == "1")
        #expect(try await store.put("a", "2") == 3)
        #expect(try scratch.status("/data.mdb").st_size == 4 << 30)
        await store.close()
    }

    @Test func filesThatAreRemovedUnderTheOthersAreAnError() async throws {
        let store = try scratch.open()
        try FileManager.default.removeItem(atPath: scratch.directory + "/lock.mdb")
        let late = try StressProcess("put", scratch.directory, "a", "1000")
        #expect(await late.line()?.contains("were removed while other processes have the datastore open") == true)
        await store.close()
        #expect(try await StressProcess("put", scratch.directory, "a", "1000").line() == "revision 2")
    }
}
