import CLinux
import Foundation
import Glibc
import LMDB
import Testing

@testable import NodeStore

@Suite struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func makesTheDirectoryAndItsFilesForTheOwnerOnly() throws {
        _ = try scratch.open()
        func mode(_ name: String) throws -> mode_t {
            var status = stat()
            try #require(stat(scratch.directory + name, &status) == 0)
            return status.st_mode & 0o777
        }
        #expect(try mode("") == 0o700)
        for name in ["/data.mdb", "/lock.mdb", "/boot-id", "/creation.lock"] { #expect(try mode(name) == 0o600, "\(name)") }
    }

    @Test func theDataFileIsAsLongAsItsMapAndTheLockFileHasNoHoles() throws {
        let store = try scratch.open()
        var status = stat()
        try #require(stat(scratch.directory + "/data.mdb", &status) == 0)
        #expect(status.st_size == off_t(StoreLimits().mapSize))
        #expect(status.st_blocks * 512 < 2 << 20)
        try #require(stat(scratch.directory + "/lock.mdb", &status) == 0)
        #expect(status.st_blocks * 512 >= status.st_size)
        #expect(!store.isReplaced)
    }

    @Test func theDataFileDoesNotSurviveExec() throws {
        let store = try scratch.open()
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        let ours = names.filter { number in
            let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return file?.hasPrefix(scratch.directory) ?? false
        }
        #expect(ours.count == 3)
        for number in ours {
            let lines = try String(contentsOfFile: "/proc/self/fdinfo/\(number)", encoding: .utf8).split(separator: "\n")
            let line = try #require(lines.first { $0.hasPrefix("flags:") })
            let flags = try #require(Int32(line.filter(\.isNumber), radix: 8))
            #expect(flags & O_CLOEXEC != 0, "\(line)")
        }
        withExtendedLifetime(store) {}
    }

    @Test func whatWasRecordedIsThereAfterReopening() throws {
        let pool = try pool("10.1.0.0/24")
        var store: NodeStore? = try scratch.open()
        _ = try store?.claim(request("one", pool))
        store = nil
        #expect(try scratch.open(creating: false).claimed(request("two", pool)) == ["10.1.0.3/24"])
    }

    @Test func withoutAStoreThereIsNothingToRelease() throws {
        #expect(try NodeStore.existing(in: scratch.directory, lockWait: .unlimited) == nil)
        #expect(!FileManager.default.fileExists(atPath: scratch.directory))
    }

    @Test func aRebootEmptiesTheStore() throws {
        let pool = try pool("10.1.0.0/24")
        var store: NodeStore? = try scratch.open()
        _ = try store?.claim(request("one", pool))
        store = nil
        try scratch.write(Array("0".utf8), to: "boot-id", at: 0)
        #expect(try NodeStore.existing(in: scratch.directory, lockWait: .unlimited) == nil)
        #expect(try scratch.open().attachments().isEmpty)
        #expect(try NodeStore.existing(in: scratch.directory, lockWait: .unlimited) != nil)
    }

    @Test func filesInUseAreKeptWhenOnlyTheirBootIDIsLost() throws {
        let pool = try pool("10.1.0.0/24")
        _ = try scratch.open().claim(request("one", pool))
        let holder = try Helper("hold", scratch.directory, "30")
        try #require(holder.line() == "held")
        try FileManager.default.removeItem(atPath: scratch.directory + "/boot-id")
        let store = try scratch.open()
        holder.kill(SIGKILL)
        #expect(try store.attachments().count == 1)
    }

    @Test func aProcessOpensAStoreOnce() throws {
        let store = try scratch.open()
        #expect(scratch.refusal() == .alreadyOpen(directory: scratch.directory))
        try FileManager.default.removeItem(atPath: scratch.directory + "/boot-id")
        #expect(scratch.refusal() == .alreadyOpen(directory: scratch.directory))
        #expect(try store.attachments().isEmpty)
    }

    @Test func aRemovedStoreIsNoticed() throws {
        let store = try scratch.open()
        try FileManager.default.removeItem(atPath: scratch.directory)
        #expect(store.isReplaced)
    }

    @Test func anotherPIDNamespaceIsRefused() throws {
        _ = try scratch.open()
        let own = try #require(try String(contentsOfFile: scratch.directory + "/boot-id", encoding: .utf8).split(separator: "\n").last)
        let number = try #require(UInt64(own.filter(\.isNumber)))
        let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        try Data("\(boot)pid:[12345]\n".utf8).write(to: URL(fileURLWithPath: scratch.directory + "/boot-id"))
        #expect(scratch.refusal() == .otherPIDNamespace(directory: scratch.directory, recorded: 12345, own: number))
        #expect(scratch.refusal()?.description.contains("hostPID") == true)
    }

    @Test(.enabled(if: isRoot, "needs root to make a PID namespace"))
    func aProcessInAnotherPIDNamespaceIsRefused() throws {
        _ = try scratch.open()
        let helper = try Helper(
            program: "/usr/bin/unshare", "--pid", "--fork", "--mount-proc", Helper.path, "claim", scratch.directory, "10.1.0.0/24", "x", "5")
        #expect(helper.line()?.contains("was made in PID namespace") == true)
        #expect(helper.wait() == 1)
    }

    @Test func aTruncatedFileIsNotMapped() throws {
        _ = try scratch.open()
        truncate(scratch.directory + "/data.mdb", 32768)
        #expect(scratch.refusal() == .truncated(directory: scratch.directory, octets: 32768, expected: 1 << 30))
        #expect(scratch.refusal()?.description.contains("rm -r \(scratch.directory)") == true)
        truncate(scratch.directory + "/data.mdb", 100)
        #expect(scratch.refusal() == .truncated(directory: scratch.directory, octets: 100, expected: 8192))
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String, offset: UInt64, octets: [UInt8]
    }

    @Test(arguments: [
        Damage(testDescription: "page flags", offset: 10, octets: [0, 0]),
        Damage(testDescription: "magic number", offset: 16, octets: [1, 2, 3, 4]),
        Damage(testDescription: "version of the second header", offset: 4096 + 20, octets: [9]),
        Damage(testDescription: "map size", offset: 32, octets: [1, 0, 0, 0]),
        Damage(testDescription: "page size", offset: 40, octets: [0, 0x20, 0, 0]),
        Damage(testDescription: "last page and transaction", offset: 136, octets: [UInt8](repeating: 0x7f, count: 16)),
    ])
    func aDamagedHeaderIsNotMapped(_ damage: Damage) throws {
        _ = try scratch.open()
        try scratch.write(damage.octets, to: "data.mdb", at: damage.offset)
        let error = scratch.refusal()
        guard case .corrupt(scratch.directory, _)? = error else { Issue.record("\(String(describing: error))"); return }
    }

    @Test func aNewerSchemaIsLeftAlone() throws {
        let store = try scratch.open()
        try store.write { (transaction) throws(NodeStoreError) in transaction.state.schema = 2 }
        let error = refusal { () throws(NodeStoreError) in try store.attachments() }
        #expect(error == .newerSchema(directory: scratch.directory, found: 2, known: 1))
        let request = try request("x", pool("10.1.0.0/24"))
        #expect(refusal { () throws(NodeStoreError) in try store.claim(request) } == error)
    }

    @Test func aDirectoryThatCannotBeMadeIsNamed() throws {
        let file = scratch.path + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let error = refusal { () throws(NodeStoreError) in try NodeStore(opening: file + "/run", lockWait: .unlimited) }
        #expect(error == .failed(operation: "make", path: file + "/run", reason: "Not a directory"))
    }

    @Test(.enabled(if: isRoot, "needs root to mount"))
    func aReadOnlyFileSystemIsNamed() throws {
        let disk = try Mount(octets: 8 << 20)
        func open() -> NodeStoreError? { refusal { () throws(NodeStoreError) in try NodeStore(opening: disk.path + "/store", lockWait: .unlimited) } }
        #expect(open() == nil)
        try disk.makeReadOnly()
        guard case .readOnly? = open() else { Issue.record("\(String(describing: open()))"); return }
    }

    @Test func aStepForTheCrashReportHoldsNothingThatEndsAString() throws {
        let step = try #require(DeadlineWait.permanentStep("a\"b\\c\nd/é"))
        #expect(String(cString: step) == "a?b?c?d/é")
    }
}
