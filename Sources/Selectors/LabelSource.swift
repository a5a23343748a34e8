/// Whatever has labels, for a selector to be evaluated over.
public protocol LabelSource {
    /// Whether the value of the label that the test is about passes the test; nil if there is no such label.
    ///
    /// Values are octets: two texts that Unicode holds for the same, such as the two encodings of é, are different values.
    func passes(_ test: LabelTest) -> Bool?
}

extension [String: String]: LabelSource {
    public func passes(_ test: LabelTest) -> Bool? {
        guard let value = self[test.name] else { return nil }
        return test.holds(for: value.utf8.span.bytes)
    }
}
