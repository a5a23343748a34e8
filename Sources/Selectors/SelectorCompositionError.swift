/// A field of a v3 resource that no selector can be composed from.
public enum SelectorCompositionError: Error, Hashable, Sendable {
    /// By the names of the resources.
    public enum Field: String, Sendable {
        case selector
        case namespaceSelector
        case serviceAccountSelector
        case serviceAccountsSelector = "serviceAccounts.selector"
        case serviceAccountsNames = "serviceAccounts.names"
        case namespace = "metadata.namespace"
    }

    case notASelector(SelectorError, in: Field)
    /// A name with both kinds of quotes in it: the language has no way to write it.
    case unquotable(String, in: Field)
}

extension SelectorCompositionError: CustomStringConvertible {
    /// Such as `namespaceSelector, column 3: …`.
    public var description: String {
        switch self {
        case .notASelector(let error, let field): "\(field.rawValue), \(error)"
        case .unquotable(let name, let field):
            "\(field.rawValue): the name \(Finding.shortened(name)) has both ' and \" in it, which no selector can compare with; rename it"
        }
    }
}
