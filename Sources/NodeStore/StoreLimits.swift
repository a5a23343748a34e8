/// The sizes of a store; tests use small ones.
struct StoreLimits {
    /// Octets of the map and length of the sparse data file: room for about 700,000 attachments.
    var mapSize = 1 << 30
    /// Octets that the file system must have free before an address is claimed.
    var minimumFree: Int64 = 2 << 20
    /// Hundredths of the map that may be in use before an address is claimed.
    var mapPercent: UInt64 = 90
    /// Journal entries kept.
    var journalEntries: UInt64 = 4096
    /// Pages past the last one in use, besides an eighth of those in use, whose blocks are allocated: for releases on a full file
    /// system. A release moves a record to the journal; the page it leaves is free only when its neighbours leave too.
    var reservedPages: UInt64 = 64
    /// Pages allocated at once when there are fewer.
    var reserveStep: UInt64 = 128
}
