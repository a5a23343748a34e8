import Addresses
import CLinux
import Foundation
import Glibc
import IPAM
import Testing

@testable import NodeStore

/// A directory on the tmpfs of /dev/shm that is gone with the value.
final class Scratch {
    let path: String
    /// The store's directory, not made yet.
    var directory: String { path + "/run/nodestore" }

    init() throws {
        var template = Array("/dev/shm/nodestore-test-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(creating: Bool = true, limits: StoreLimits = StoreLimits()) throws -> NodeStore {
        try NodeStore(opening: directory, creating: creating, lockWait: .unlimited, limits: limits)
    }

    /// What opening the store is refused with.
    func refusal() -> NodeStoreError? {
        do throws(NodeStoreError) {
            _ = try NodeStore(opening: directory, lockWait: .unlimited)
            return nil
        } catch { return error }
    }

    func write(_ bytes: [UInt8], to name: String, at offset: UInt64) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/" + name))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: bytes)
        try file.close()
    }
}

/// A tmpfs of its own size, unmounted with the value.
final class Mount {
    let path: String

    init(octets: Int) throws {
        var template = Array("/tmp/nodestore-mount-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
        try #require(mount("tmpfs", path, "tmpfs", UInt(MS_NOSUID), "size=\(octets)") == 0, "mount: \(String(cString: strerror(errno)))")
    }

    func makeReadOnly() throws {
        try #require(mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0, "remount: \(String(cString: strerror(errno)))")
    }

    /// Takes up all the room there is.
    func fill() throws {
        let file = clinux_open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while Glibc.write(file, block, block.count) > 0 {}
        try #require(errno == ENOSPC)
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}

let isRoot: Bool = geteuid() == 0

func key(_ id: String, network: String = "net") throws -> AttachmentKey {
    try AttachmentKey(network: network, containerID: id, interface: "eth0")
}

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }

func pool(
    _ subnet: String, _ first: String? = nil, _ last: String? = nil, coolDown: UInt64 = 0, exclusions: [AddressRange] = []
) throws -> AddressPool {
    let range = try AddressPool.Range(
        subnet: prefix(subnet), first: first.map { try address($0) }, last: last.map { try address($0) })
    return try AddressPool(ranges: [range], exclusions: exclusions, coolDown: coolDown)
}

/// A claim of one address from each pool, with a host interface named after the container.
func request(_ id: String, _ pools: AddressPool..., network: String = "net", wanted: IPAddress? = nil, now: UInt64 = 1000) throws -> ClaimRequest {
    ClaimRequest(
        attachment: Attachment(key: try key(id, network: network), manager: .calico),
        pools: pools.map { PoolRequest(pool: $0, wanted: wanted) }, hostInterfaceCandidates: ["cali\(network)\(id)"], now: now)
}

/// What a call is refused with; nil when it is not.
func refusal<Answer>(_ body: () throws(NodeStoreError) -> Answer) -> NodeStoreError? {
    do throws(NodeStoreError) {
        _ = try body()
        return nil
    } catch { return error }
}

extension NodeStore {
    /// A claim that must make a new attachment: its addresses as text.
    func claimed(_ request: ClaimRequest) throws -> [String] {
        guard case .new(let attachment) = try claim(request) else {
            Issue.record("recorded already: \(request.attachment.key)")
            return []
        }
        return attachment.addresses.map { "\($0)" }
    }
}
