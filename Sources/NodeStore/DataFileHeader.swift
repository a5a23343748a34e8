internal import Glibc

/// What the first two pages of LMDB's data file say (lmdb 0.9 `MDB_meta`, 64-bit, native byte order).
///
/// LMDB maps the file before it has looked whether the file is that long, and touching a page past its end is SIGBUS. So it is
/// looked at here first.
struct DataFileHeader {
    /// Octets of the map.
    private let mapSize: UInt64
    private let lastPage: UInt64
    private let transaction: UInt64

    /// Reads both headers of a data file and compares them with the file's length.
    ///
    /// - Returns: Which file that was.
    static func check(_ file: borrowing FileDescriptor, directory: String) throws(NodeStoreError) -> FileIdentity {
        let path = directory + "/data.mdb"
        let status = try file.status(path: path)
        let length = UInt64(status.st_size)
        let pageSize = Int(getpagesize())
        let headers = try file.read(limit: pageSize + size, path: path)
        guard headers.count == pageSize + size else { throw .truncated(directory: directory, octets: length, expected: UInt64(2 * pageSize)) }
        let (first, second) = headers.withUnsafeBytes { (DataFileHeader($0, at: 0), DataFileHeader($0, at: pageSize)) }
        guard let first, let second, first.mapSize == second.mapSize else {
            throw .corrupt(directory: directory, reason: "its first two pages are not the headers of an LMDB 0.9 file")
        }
        let newest = first.transaction > second.transaction ? first : second
        guard newest.mapSize / UInt64(pageSize) > newest.lastPage else {
            throw .corrupt(directory: directory, reason: "its last page is number \(newest.lastPage), past the map's \(newest.mapSize) octets")
        }
        guard length >= newest.mapSize else { throw .truncated(directory: directory, octets: length, expected: newest.mapSize) }
        return FileIdentity(status)
    }

    /// Octets looked at on each page.
    private static let size = 152

    /// The header that begins at `start`; nil when there is none.
    private init?(_ octets: UnsafeRawBufferPointer, at start: Int) {
        func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: Number.Type) -> Number {
            octets.loadUnaligned(fromByteOffset: start + offset, as: Number.self)
        }
        let isMetaPage = number(10, UInt16.self) & 0x08 != 0  // P_META in mp_flags
        guard isMetaPage, number(16, UInt32.self) == 0xbeef_c0de, number(20, UInt32.self) == 1 else { return nil }
        mapSize = number(32, UInt64.self)
        lastPage = number(136, UInt64.self)
        transaction = number(144, UInt64.self)
        let pageSize = number(40, UInt32.self)  // md_pad of the free list's root
        guard pageSize == UInt32(getpagesize()), mapSize > 0, mapSize % UInt64(pageSize) == 0 else { return nil }
    }
}
