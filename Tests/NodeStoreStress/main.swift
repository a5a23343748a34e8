internal import Addresses
internal import CLMDB
internal import CLinux
internal import Glibc
internal import IPAM
internal import JSON
internal import NodeStore

// One process of those that use a node store at once; NodeStoreTests starts it.
//
//     node-store-stress churn DIR SUBNET SEED ROUNDS     claims and releases at random
//     node-store-stress claim DIR SUBNET ID SECONDS      one claim under an alarm
//     node-store-stress hold DIR SECONDS                 keeps the write lock
//     node-store-stress read DIR SECONDS                 keeps a snapshot, as a reader that forgot to end would
//     node-store-stress audit DIR                        the store's contradictions, if any
//     node-store-stress time DIR SUBNET ID               one claim in a fresh process, microseconds of each part

let arguments = Array(CommandLine.arguments.dropFirst()) + ["", "", "", "", ""]
do {
    switch arguments[0] {
    case "churn": try churn(directory: arguments[1], subnet: arguments[2], seed: arguments[3], rounds: arguments[4])
    case "claim": try claim(directory: arguments[1], subnet: arguments[2], id: arguments[3], seconds: arguments[4])
    case "hold": try keepTransaction(0, directory: arguments[1], seconds: arguments[2])
    case "read": try keepTransaction(UInt32(MDB_RDONLY), directory: arguments[1], seconds: arguments[2])
    case "audit":
        for complaint in try NodeStore(opening: arguments[1], creating: false).audit() { print(complaint) }
    case "time": try time(directory: arguments[1], subnet: arguments[2], id: arguments[3])
    default: exit(2)
    }
} catch {
    print("\(error)")
    exit(1)
}

func pool(_ subnet: String) throws -> AddressPool {
    guard let subnet = IPPrefix(subnet) else { exit(2) }
    return try AddressPool(ranges: [AddressPool.Range(subnet: subnet)])
}

func request(_ id: String, _ pools: [AddressPool]) throws -> ClaimRequest {
    let key = try AttachmentKey(network: "stress", containerID: id, interface: "eth0")
    return ClaimRequest(
        attachment: Attachment(key: key, manager: .calico), pools: pools.map { PoolRequest(pool: $0) },
        hostInterfaceCandidates: ["cali\(id)"], now: clinux_boottime_nanoseconds())
}

func claim(directory: String, subnet: String, id: String, seconds: String) throws {
    clinux_install_crash_report(#"{"crash":"%s"}"#.permanent, #"{"deadline":"%s"}"#.permanent)
    let store = try NodeStore(opening: directory, lockWait: .alarm(seconds: UInt32(seconds) ?? 1))
    print("\(try store.claim(try request(id, [pool(subnet)])).attachment.addresses)")
}

func time(directory: String, subnet: String, id: String) throws {
    let request = try request(id, [pool(subnet)])
    // What every plugin did before it comes to the store.
    let configuration = try JSONValue(parsing: #"{"name": "n", "plugins": [{"type": "calico", "mtu": 1450, "on": true}]}"#)
    guard configuration["plugins"]?.array?.first?["type"]?.string == "calico", configuration.text.utf8.count > 10 else { exit(1) }
    let key = request.attachment.key
    var times = [clinux_boottime_nanoseconds()]
    do {
        let store = try NodeStore(opening: directory)
        times.append(clinux_boottime_nanoseconds())
        _ = try store.claim(request)
        times.append(clinux_boottime_nanoseconds())
        _ = try store.release(key, now: times[2])
        times.append(clinux_boottime_nanoseconds())
    }
    times.append(clinux_boottime_nanoseconds())
    let parts = zip(times, times.dropFirst()).map { Double($1 - $0) / 1000 }
    print("open \(parts[0]) claim \(parts[1]) release \(parts[2]) close \(parts[3])")
}

/// Claims and releases containers named after the seed, up to 20 at once, opening the store anew now and then.
func churn(directory: String, subnet: String, seed: String, rounds: String) throws {
    let pool = try pool(subnet)
    var random = UInt64(seed) ?? 1
    func next(_ limit: UInt64) -> UInt64 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return random >> 33 % limit
    }
    var store = try NodeStore?.some(NodeStore(opening: directory, lockWait: .unlimited))
    var held: [AttachmentKey] = []
    var operations = 0
    for round in 0..<(Int(rounds) ?? 0) {
        if next(10) == 0 {
            store = nil
            store = try NodeStore(opening: directory, lockWait: .unlimited)
        }
        guard let store else { break }
        if held.isEmpty || held.count < 20 && next(2) == 0 {
            let request = try request("\(seed)x\(round)", [pool])
            let first = try store.claim(request)
            guard case .new(let attachment) = first, try store.claim(request) == .existing(attachment) else {
                print("claim \(round) was not answered twice alike")
                exit(1)
            }
            held.append(request.attachment.key)
        } else {
            let key = held.remove(at: Int(next(UInt64(held.count))))
            guard try store.release(key, now: clinux_boottime_nanoseconds()) != nil else {
                print("\(key) was not there any more")
                exit(1)
            }
        }
        operations += 1
    }
    print("operations \(operations)")
}

func keepTransaction(_ flags: UInt32, directory: String, seconds: String) throws {
    var environment: OpaquePointer?
    var transaction: OpaquePointer?
    mdb_env_create(&environment)
    guard mdb_env_open(environment, directory, UInt32(MDB_NOSYNC), 0o600) == 0, mdb_txn_begin(environment, nil, flags, &transaction) == 0 else {
        exit(3)
    }
    _ = write(STDOUT_FILENO, "held\n", 5)
    sleep(UInt32(seconds) ?? 1)
}

extension String {
    /// A C string that is never freed.
    var permanent: UnsafePointer<CChar>? { UnsafePointer(strdup(self)) }
}
