/// Where a text is no JSON, as an offset into it, and why.
struct JSONFault: Error {
    let offset: Int
    let reason: String
    /// Brackets, strings, numbers and words of JSON before it.
    private(set) var before = 0

    init(_ offset: Int, _ reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// The same fault with what went well before it.
    func behind(_ count: Int) -> JSONFault {
        var fault = self
        fault.before = count
        return fault
    }
}
