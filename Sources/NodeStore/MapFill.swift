/// How far the data file is written, and how large its map is.
struct MapFill {
    /// Pages from the start of the file that were written at least once; some may be free again.
    let pages: UInt64
    /// Octets.
    let pageSize: UInt64
    /// Octets.
    let mapSize: UInt64
}
