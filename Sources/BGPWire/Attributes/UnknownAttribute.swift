/// An optional transitive attribute that is not known here. It is passed on as it came, with the Partial bit (RFC 4271 §5).
public struct UnknownAttribute: Hashable, Sendable {
    public let code: AttributeCode
    public let value: [UInt8]

    public init(code: AttributeCode, value: [UInt8]) {
        self.code = code
        self.value = value
    }

    func encode(into out: inout [UInt8]) {
        AttributeHeader.encode(code, [.optional, .transitive, .partial], length: value.count, into: &out)
        out.append(contentsOf: value)
    }
}

extension UnknownAttribute: CustomStringConvertible {
    public var description: String { "\(code) of \(value.count) octets" }
}
