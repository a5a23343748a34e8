internal import IPAM

extension NodeStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .keyMalformed(let part):
            "the \(part) is empty or contains a NUL; the runtime has to give one (CNI_CONTAINERID, CNI_IFNAME, name in the configuration)"
        case .keyTooLong(let octets):
            "network name, container id and interface name have \(octets) octets together, the limit is \(AttachmentKey.maximumOctets); "
                + "choose a shorter network name"
        case .exhausted(let pool, let usage, let coolDown):
            "no free address in \(pool): \(usage)\(Self.advice(usage, coolDown))"
        case .addressOutside(let refusal):
            "cannot hand out the wanted address: \(refusal); ask for another one or change the range"
        case .addressTaken(let address, let owner):
            "address \(address) belongs to \(owner); release it there or ask for another one"
        case .hostInterfaceTaken(let names, let owner):
            "no free name for the host interface: tried \(names.joined(separator: ", ")), the last belongs to \(owner); delete that container"
        case .notRecorded(let key):
            "nothing is recorded of \(key), so there is nothing to change; run ADD for it"
        case .absent(let directory):
            "there is no node store of this boot in \(directory); the first ADD makes it"
        case .diskFull(let directory, let free, let needed):
            "the file system of \(directory) has \(free / 1024) KiB free and a new address wants \(needed / 1024) KiB; make room there"
        case .mapFull(let directory, let used, let size):
            "the node store in \(directory) uses \(used / 1024) of \(size / 1024) KiB; "
                + "delete containers, or look for a process that reads it without end (it keeps old pages in use)"
        case .readersFull(let directory):
            "too many processes read the node store in \(directory) at once (126 is the limit); end some of them"
        case .readOnly(let path):
            "\(path) is on a read-only file system; set the state directory to a writable one, best a tmpfs"
        case .notPermitted(let path):
            "access to \(path) was refused; run as root, and look at its owner and mode"
        case .truncated(let directory, let octets, let expected):
            "\(directory)/data.mdb has \(octets) octets instead of \(expected): it was cut off. \(Self.recovery(directory))"
        case .corrupt(let directory, let reason):
            "\(directory)/data.mdb is damaged: \(reason). \(Self.recovery(directory))"
        case .newerSchema(let directory, let found, let known):
            "the node store in \(directory) has schema \(found), written by a newer version; this one knows schema \(known). "
                + "Run the newer version. Without it: \(Self.recovery(directory))"
        case .otherPIDNamespace(let directory, let recorded, let own):
            "the node store in \(directory) was made in PID namespace \(recorded), this process runs in \(own); its lock only works within one: "
                + "run in the host's PID namespace (hostPID)"
        case .alreadyOpen(let directory):
            "this process has the node store in \(directory) open already; one process opens it once"
        case .failed(let operation, let path, let reason):
            "\(operation) \(path): \(reason)"
        }
    }

    /// How to begin anew when the store is beyond repair.
    static func recovery(_ directory: String) -> String {
        "To begin anew: stop the container runtime and every calico process, run `rm -r \(directory)`, start them and restart this node's pods"
    }

    private static func advice(_ usage: PoolUsage, _ coolDown: UInt64) -> String {
        usage.cooling > 0
            ? "; wait (addresses rest for \(coolDown / 1_000_000_000) s after release), delete pods or add a range"
            : "; delete pods or add a range"
    }
}
