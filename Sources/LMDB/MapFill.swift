/// How far the data file is written, and how large its map is.
public struct MapFill: Sendable {
    /// Pages from the start of the file that were written at least once; some may be free again.
    public let pages: UInt64
    /// Octets.
    public let pageSize: UInt64
    /// Octets.
    public let mapSize: UInt64
}
