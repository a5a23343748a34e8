internal import CLinux
internal import Glibc
internal import KeyValue
internal import LMDB

extension KeyValueError {
    /// A refusal of LMDB, or of the system through it.
    ///
    /// - Parameter doing: What was tried, up to the name of the store: "commit to".
    static func lmdb(_ doing: String, _ directory: String, _ error: LMDBError) -> KeyValueError {
        switch error {
        case .alreadyOpen:
            .failed("this process has the datastore in \(directory) open already; one process opens it once")
        case .replaced:
            .replacedFile(in: directory)
        case .file(let operation, let path, let code):
            .system("\(operation) \(path)", path, code)
        case .engine where error.isMapFull:
            .full("\(doing) the datastore in \(directory): its file is as large as it may become; delete what is not needed")
        case .engine where error.isReadersFull:
            .failed("\(doing) the datastore in \(directory): too many processes read it at once; end some of them")
        case .engine where error.isPanic:
            .failed(
                "\(doing) the datastore in \(directory): an earlier write of its file's header failed, so this process cannot go on with it; "
                    + "look at the disk (dmesg) and start this process again")
        case .engine where error.isDamage:
            .damagedFile(in: directory, "\(error)")
        case .engine(let code) where code > 0:
            .system("\(doing) the datastore in \(directory)", directory, code)
        case .engine:
            .failed("\(doing) the datastore in \(directory): \(error)")
        }
    }

    /// A refusal of the system.
    static func system(_ operation: String, _ path: String, _ code: Int32) -> KeyValueError {
        let reason = String(cString: strerror(code))
        return switch code {
        case ENOSPC, EDQUOT: .full("\(operation): \(reason)\(room(path)). Nothing was written; make room there and try again")
        case EROFS: .readOnly("\(operation): \(reason). Writing needs it on a file system that can be written")
        case EACCES, EPERM: .notPermitted("\(operation): \(reason). Run as root, and look at owner and mode")
        default: .failed("\(operation): \(reason)")
        }
    }

    static func damagedFile(in directory: String, _ reason: String) -> KeyValueError {
        .damaged("\(directory)/data.mdb cannot be used: \(reason). \(recovery(directory))")
    }

    static func newerSchema(in directory: String, _ schema: UInt64) -> KeyValueError {
        .newerSchema(
            "the datastore in \(directory) has schema \(schema), written by a newer version; this one knows schema \(StoreState.currentSchema). "
                + "Run the newer version, or put back a copy from before it ran")
    }

    static func replacedFile(in directory: String) -> KeyValueError {
        .replaced("\(directory)/data.mdb is not the file that was opened: somebody replaced or removed it; open the datastore again")
    }

    /// What to do about a data file that cannot be used.
    private static func recovery(_ directory: String) -> String {
        "Nothing was changed. It may be the only copy of the cluster's resources: stop every calico process, keep a copy of \(directory), then put "
            + "a good copy of data.mdb in its place; or remove \(directory) to begin with an empty datastore"
    }

    private static func room(_ path: String) -> String {
        guard let file = try? FileDescriptor(opening: path, O_RDONLY) else { return "" }
        return ", \(max(0, clinux_free_bytes(file.number)) / 1024) KiB are free"
    }
}
