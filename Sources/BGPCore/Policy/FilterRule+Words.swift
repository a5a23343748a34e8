extension FilterRule: CustomStringConvertible {
    /// "if prefix in 10.0.0.0/8 and learned from a peer: add community 64512:7, accept"; "always: reject".
    public var description: String {
        let condition = conditions.isEmpty ? "always" : "if \(conditions.map(\.description).joined(separator: " and "))"
        return switch action {
        case .reject: "\(condition): reject"
        case .accept(let operations): "\(condition): \((operations.map(\.description) + ["accept"]).joined(separator: ", "))"
        }
    }
}
