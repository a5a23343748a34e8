internal import KeyValue

/// The sizes of a store; tests use small ones.
struct EmbeddedStoreLimits: Sendable {
    /// Octets of the map and length of the sparse data file: twice the quota that etcd begins with. Only what is used takes up room on
    /// the disk. It cannot grow later on: that would need every process that has the store open to map it anew.
    var mapSize = 4 << 30
    /// Pages that a put leaves to deletes, which need some before they free any: a sixteenth of the map, at least these.
    var reservedPages: UInt64 = 64
    /// Octets of LMDB's lock file: room for about 1,000 readers at once.
    var lockFileSize = 64 << 10
    /// Write transactions after which the readers' slots of dead processes are looked for.
    var readerCheckInterval = 256
    /// Reader's slots that are kept for the next reading.
    var idleReaders = 4

    var keyValue = KeyValueLimits()
    var history = HistoryLimits()
    var watch = WatchLimits()
}
