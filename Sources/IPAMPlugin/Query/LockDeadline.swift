internal import Glibc

/// The last words of a query that waits too long for the node store's write lock (``NodeStore`` lets SIGALRM end it).
enum LockDeadline {
    /// Read by the signal handler: written once, before, and never freed.
    nonisolated(unsafe) private static var words: UnsafeMutablePointer<CChar>?

    /// - Parameter directory: Of the node store.
    static func install(_ directory: String) {
        words = strdup(
            "calico-ipam: wait for the write lock of the node store: nobody gave it up for 10 s; "
                + "see who holds it: fuser -v \(CommandText.quoted(directory))/lock.mdb\n")
        signal(SIGALRM) { _ in
            if let words = LockDeadline.words { write(STDERR_FILENO, words, strlen(words)) }
            _exit(1)
        }
    }
}
