internal import Glibc

/// What the first two pages of LMDB's data file say (lmdb 0.9 `MDB_meta`, 64-bit, native byte order).
///
/// LMDB maps the file before it has looked whether the file is that long, and touching a page past its end is SIGBUS. So it is
/// looked at here first.
public struct DataFileHeader: Sendable {
    /// Octets of the map.
    public let mapSize: UInt64
    /// Number of the last page that was ever used.
    public let lastPage: UInt64
    /// Of the newest commit.
    public let transaction: UInt64

    /// What a look at a data file came to.
    public enum Finding: Sendable {
        /// Two good headers: the newer one, the file's length in octets, and which file it is.
        case sound(DataFileHeader, length: UInt64, DataFileIdentity)
        /// Too short for two headers: its length and theirs, in octets.
        case short(length: UInt64, expected: UInt64)
        /// Why this is no data file, or not one that can be mapped.
        case damaged(String)
    }

    /// Octets up to the end of the last page that was ever used.
    public var usedOctets: UInt64 { (lastPage + 1) * UInt64(getpagesize()) }

    /// Reads both headers of a data file.
    public static func look(at file: borrowing FileDescriptor, path: String) throws(LMDBError) -> Finding {
        let status = try file.status(path: path)
        let length = UInt64(status.st_size)
        let pageSize = Int(getpagesize())
        let headers = try file.read(limit: pageSize + size, path: path)
        guard headers.count == pageSize + size else { return .short(length: length, expected: UInt64(2 * pageSize)) }
        let (first, second) = headers.withUnsafeBytes { (DataFileHeader($0, at: 0), DataFileHeader($0, at: pageSize)) }
        guard let first, let second, first.mapSize == second.mapSize else {
            return .damaged("its first two pages are not the headers of an LMDB 0.9 file")
        }
        let newest = first.transaction > second.transaction ? first : second
        guard newest.mapSize / UInt64(pageSize) > newest.lastPage else {
            return .damaged("its last page is number \(newest.lastPage), past the map's \(newest.mapSize) octets")
        }
        return .sound(newest, length: length, DataFileIdentity(status))
    }

    /// The number of the newest commit, read while others write; nil when the headers make no sense.
    public static func newestTransaction(of file: borrowing FileDescriptor) -> UInt64? {
        // A header is written while it is read: two equal readings are not torn.
        var earlier: UInt64?
        for _ in 0..<8 {
            guard case .sound(let header, _, _)? = try? look(at: file, path: "") else { continue }
            if header.transaction == earlier { return earlier }
            earlier = header.transaction
        }
        return earlier
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
