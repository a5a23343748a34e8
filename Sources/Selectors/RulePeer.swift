/// What the source or the destination of a v3 rule says about endpoints. Empty fields say nothing.
public struct RulePeer: Hashable, Sendable {
    public var selector = ""
    /// Not part of the composed selector; with it, a rule of a NetworkPolicy is limited to the namespace.
    public var notSelector = ""
    public var namespaceSelector = ""
    /// `serviceAccounts.selector`
    public var serviceAccountSelector = ""
    /// `serviceAccounts.names`
    public var serviceAccountNames: [String] = []

    public init(
        selector: String = "", notSelector: String = "", namespaceSelector: String = "", serviceAccountSelector: String = "",
        serviceAccountNames: [String] = []
    ) {
        self.selector = selector
        self.notSelector = notSelector
        self.namespaceSelector = namespaceSelector
        self.serviceAccountSelector = serviceAccountSelector
        self.serviceAccountNames = serviceAccountNames
    }
}
