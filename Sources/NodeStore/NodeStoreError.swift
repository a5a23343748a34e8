public import Addresses
public import IPAM

/// What a node store cannot do. The case is for programs, the description for people.
public enum NodeStoreError: Error, Hashable, Sendable {
    /// A part of an attachment's key is empty or contains a NUL.
    case keyMalformed(part: String)
    case keyTooLong(octets: Int)
    /// No address of the pool is free.
    case exhausted(pool: String, PoolUsage, coolDown: UInt64)
    /// The pool does not hand out the wanted address.
    case addressOutside(AddressRefusal)
    case addressTaken(IPAddress, owner: AttachmentKey)
    /// Every candidate has an owner; the last one's is named.
    case hostInterfaceTaken([String], owner: AttachmentKey)
    case notRecorded(AttachmentKey)

    /// There is no store of this boot, and the caller did not want one made.
    case absent(directory: String)
    /// The file system has too little room: octets there are and octets a claim wants to see.
    case diskFull(directory: String, free: Int64, needed: Int64)
    /// The map of the data file has too little room: octets in use and in all.
    case mapFull(directory: String, used: UInt64, size: UInt64)
    /// All reader slots are taken, by processes that are alive.
    case readersFull(directory: String)
    case readOnly(path: String)
    case notPermitted(path: String)
    /// The data file is shorter than its map: octets there are and octets there should be.
    case truncated(directory: String, octets: UInt64, expected: UInt64)
    case corrupt(directory: String, reason: String)
    case newerSchema(directory: String, found: UInt32, known: UInt32)
    /// Made in another PID namespace (inode numbers of `/proc/self/ns/pid`), whose lock owners cannot be told apart from ours.
    case otherPIDNamespace(directory: String, recorded: UInt64, own: UInt64)
    /// This process has the store open already.
    case alreadyOpen(directory: String)
    /// Any other refusal of the system or of LMDB.
    case failed(operation: String, path: String, reason: String)
}
