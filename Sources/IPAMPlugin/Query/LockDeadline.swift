internal import CLinux
internal import Glibc

/// The last words of a query that waits too long for the node store's write lock.
enum LockDeadline {
    /// - Parameter directory: Of the node store.
    static func install(_ directory: String) {
        let words =
            "calico-ipam: wait for the write lock of the node store: nobody gave it up for 10 s; "
            + "see who holds it: fuser -v \(CommandText.quoted(directory))/lock.mdb\n"
        // Never freed: a signal handler reads it at any later time.
        if let permanent = strdup(words) { clinux_install_deadline_report(permanent) }
    }
}
