internal import CNISpec
internal import Netlink
internal import NodeStore

/// Why a query could not be answered, in the words it is told in.
struct QueryFailure: Error {
    /// What was tried: "open the node store".
    let tried: String
    let happened: String
    /// What to do; empty where ``happened`` says it already.
    let remedy: String
    /// Exit status: 2 for a wrong command line and for a check that could not be done, else 1.
    var status: Int32
    /// The store's refusal behind it.
    var refusal: NodeStoreError?

    init(_ tried: String, _ happened: String, remedy: String = "", status: Int32 = 1) {
        self.tried = tried
        self.happened = happened
        self.remedy = remedy
        self.status = status
    }

    /// A command line that asks for something impossible.
    static func usage(_ happened: String, remedy: String = "") -> QueryFailure {
        QueryFailure("read the command line", happened, remedy: remedy, status: 2)
    }

    /// One line.
    var text: String { "\(tried): \(happened)" + (remedy.isEmpty ? "" : "; \(remedy)") }
}

extension QueryFailure {
    init(_ tried: String, _ error: NodeStoreError) {
        self.init(tried, error.description)
        refusal = error
    }

    init(_ tried: String, _ error: CNIError) { self.init(tried, error.description) }

    init(_ tried: String, _ error: KernelError) {
        self.init(tried, error.description, remedy: error.isNotPermitted ? "run as root with CAP_NET_ADMIN and CAP_SYS_ADMIN" : "")
    }
}

/// Runs `body` with the store's errors turned into the query's.
func query<Answer: ~Copyable>(_ tried: String, _ body: () throws(NodeStoreError) -> Answer) throws(QueryFailure) -> Answer {
    do { return try body() } catch { throw QueryFailure(tried, error) }
}

/// Runs `body` with the kernel's errors turned into the query's.
func kernel<Answer: ~Copyable>(_ tried: String, _ body: () throws(KernelError) -> Answer) throws(QueryFailure) -> Answer {
    do { return try body() } catch { throw QueryFailure(tried, error) }
}
