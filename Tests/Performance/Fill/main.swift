internal import Addresses
internal import CLinux
internal import Glibc
internal import IPAM
internal import NodeStore

// calico-bench-fill STATE_DIR SUBNET COUNT
//
// Claims COUNT addresses of SUBNET in STATE_DIR/run/nodestore, as attachments "fill-0", "fill-1", ... of the network "fill", so
// that measurements can be made on a store in use.

do {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let subnet = IPPrefix(arguments[2]), let count = Int(arguments[3]), count >= 0 else {
        print("usage: calico-bench-fill STATE_DIR SUBNET COUNT, such as /run/calico 10.64.0.0/14 65000")
        exit(2)
    }
    let store = try NodeStore(opening: arguments[1] + "/run/nodestore", lockWait: .unlimited)
    let pool = try AddressPool(ranges: [AddressPool.Range(subnet: subnet)])
    let begin = clinux_boottime_nanoseconds()
    for number in 0..<count {
        let key = try AttachmentKey(network: "fill", containerID: "fill-\(number)", interface: "eth0")
        let attachment = Attachment(key: key, manager: .addresses)
        _ = try store.claim(ClaimRequest(attachment: attachment, pools: [PoolRequest(pool: pool)], now: clinux_boottime_nanoseconds()))
    }
    let milliseconds = (clinux_boottime_nanoseconds() - begin) / 1_000_000
    print("\(count) addresses of \(subnet) claimed in \(milliseconds) ms; \(try store.usage(of: pool, now: clinux_boottime_nanoseconds()))")
} catch {
    print("\(error)")
    exit(1)
}
