import CLinux
import Foundation
import Glibc
import KeyValue
import Testing

@testable import EmbeddedStore

/// A directory that is gone with the value.
final class Scratch {
    let path: String
    /// The store's directory, not made yet.
    var directory: String { path + "/state/datastore" }
    var dataFile: String { directory + "/data.mdb" }

    init() throws { path = try temporaryDirectory() }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(
        creating: Bool = true, execution: EmbeddedStore.Execution = .inline, lockWait: Duration? = .seconds(30),
        limits: EmbeddedStoreLimits = EmbeddedStoreLimits()
    ) throws(KeyValueError) -> EmbeddedStore {
        try EmbeddedStore(opening: directory, creating: creating, execution: execution, lockWait: lockWait, limits: limits)
    }

    /// Makes the store with one key in it.
    func fill() async throws {
        let store = try open()
        try await store.put("a", "1")
        await store.close()
    }

    /// What opening the store is refused with; nil when it is not.
    func refusal(creating: Bool = true) -> KeyValueError? {
        do throws(KeyValueError) {
            _ = try open(creating: creating)
            return nil
        } catch { return error }
    }

    func overwrite(_ octets: [UInt8], at offset: UInt64, in name: String = "data.mdb") throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/" + name))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: octets)
        try file.close()
    }

    func status(_ name: String = "") throws -> stat {
        var status = stat()
        try #require(stat(directory + name, &status) == 0)
        return status
    }
}

/// A tmpfs of its own size, unmounted with the value.
final class Mount {
    let path: String

    init(octets: Int) throws {
        path = try temporaryDirectory()
        try mount("tmpfs", "tmpfs", UInt(MS_NOSUID), "size=\(octets)")
    }

    /// Shows `directory` a second time, to read only.
    init(readOnly directory: String) throws {
        path = try temporaryDirectory()
        try mount(directory, nil, UInt(MS_BIND), nil)
        try mount(nil, nil, UInt(MS_REMOUNT | MS_BIND | MS_RDONLY), nil)
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    /// Takes up all the room there is, but for some octets.
    func fill(but rest: Int = 0) throws {
        let file = clinux_open(path + "/filler", O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        var written = 0
        while Glibc.write(file, block, block.count) == block.count { written += block.count }
        try #require(errno == ENOSPC)
        if rest > 0 { try #require(ftruncate(file, max(0, written - rest)) == 0) }
    }

    func makeRoom() { unlink(path + "/filler") }

    private func mount(_ source: String?, _ kind: String?, _ flags: UInt, _ options: String?) throws {
        try #require(Glibc.mount(source, path, kind, flags, options) == 0, "mount: \(String(cString: strerror(errno)))")
    }
}

private func temporaryDirectory() throws -> String {
    var template = Array((FileManager.default.temporaryDirectory.path + "/embedded-store-test-XXXXXX").utf8CString)
    return try #require(mkdtemp(&template).map { String(cString: $0) })
}

let isRoot: Bool = geteuid() == 0

/// What a call is refused with; nil when it is not.
func refusal<Answer>(_ body: () async throws(KeyValueError) -> Answer) async -> KeyValueError? {
    do throws(KeyValueError) {
        _ = try await body()
        return nil
    } catch { return error }
}

extension KeyValueStore {
    /// Puts text.
    @discardableResult func put(_ key: Key, _ value: String) async throws(KeyValueError) -> Int64 {
        try await commit(.put(key, Array(value.utf8))).revision
    }

    /// The text under a key.
    func text(_ key: Key) async throws(KeyValueError) -> String? {
        try await get(key).entry.map { String(decoding: $0.value, as: UTF8.self) }
    }
}
