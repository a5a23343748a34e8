internal import CLinux
internal import Glibc
internal import LMDB

/// The data file of a node store: how it is made, and what must hold before it is mapped.
enum DataFile {
    /// Compares both headers with each other and with the file's length, which is the map's.
    ///
    /// - Returns: Which file that was.
    static func check(_ directory: String) throws(NodeStoreError) -> DataFileIdentity {
        let path = directory + "/data.mdb"
        let finding = try NodeStoreError.onFiles { () throws(LMDBError) in
            try DataFileHeader.look(at: FileDescriptor(opening: path, O_RDONLY), path: path)
        }
        switch finding {
        case .sound(let header, let length, let identity):
            guard length >= header.mapSize else { throw .truncated(directory: directory, octets: length, expected: header.mapSize) }
            return identity
        case .short(let length, let expected): throw .truncated(directory: directory, octets: length, expected: expected)
        case .damaged(let reason): throw .corrupt(directory: directory, reason: reason)
        }
    }

    /// Makes the data file and LMDB's lock file, with an empty store in them.
    static func create(in directory: String, _ limits: StoreLimits) throws(NodeStoreError) {
        let making = "make the node store in"
        do throws(LMDBError) {
            let environment = try Environment(creatingIn: directory, mapSize: limits.mapSize, .volatile)
            let pages = min(limits.reservedPages + limits.reserveStep, UInt64(limits.mapSize / Int(getpagesize())))
            guard clinux_reserve_blocks(environment.descriptor, 0, Int64(pages) * Int64(getpagesize())) == 0 else {
                throw .file(operation: "allocate", path: directory + "/data.mdb", code: errno)
            }
            var state = StoreState()
            state.reservedPages = pages
            var records = try environment.begin(.write)
            try records.put(StoreKey.state, state.octets)
            try records.commit()
        } catch { throw .lmdb(making, directory, error) }
    }
}
