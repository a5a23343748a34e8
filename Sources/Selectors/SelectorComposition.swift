/// The one selector that the v1 model has, in the place of the several that a v3 resource has.
///
/// Namespaces and service accounts are labels there: `projectcalico.org/namespace` and `projectcalico.org/serviceaccount` with
/// their names, `pcns.` and `pcsa.` before the names of their own labels. Texts are in the form that Calico gives them:
/// `(this) && that`, what a resource says about endpoints as it was written, all else canonical.
public enum SelectorComposition {
    /// The label with the name of an endpoint's namespace; what is outside of namespaces does not have it.
    public static let namespaceLabel = "projectcalico.org/namespace"
    /// The label with the name of an endpoint's service account.
    public static let serviceAccountLabel = "projectcalico.org/serviceaccount"
    /// Before the labels of an endpoint's namespace.
    public static let namespacePrefix = "pcns."
    /// Before the labels of an endpoint's service account.
    public static let serviceAccountPrefix = "pcsa."

    /// Of a NetworkPolicy: endpoints of its own namespace.
    public static func networkPolicy(
        namespace: String, selector: String = "", serviceAccountSelector: String = ""
    ) throws(SelectorCompositionError) -> String {
        var parts = try endpointPart(selector, all: nil)
        parts.append(try namespaceIs(namespace))
        if !serviceAccountSelector.isEmpty {
            let accounts = try parse(serviceAccountSelector, .serviceAccountSelector)
            parts.append(accounts.canonicalText(labelPrefix: serviceAccountPrefix))
        }
        return appended(parts)
    }

    /// Of a GlobalNetworkPolicy; empty if it selects everything.
    ///
    /// With a namespace selector, every `all()` stands for what is in a namespace, also in `selector`; with a selector of
    /// service accounts alone, for what has a service account.
    public static func globalNetworkPolicy(
        selector: String = "", namespaceSelector: String = "", serviceAccountSelector: String = ""
    ) throws(SelectorCompositionError) -> String {
        let inNamespace = "has(\(namespaceLabel))"
        let withAccount = "has(\(serviceAccountLabel))"
        let all = !namespaceSelector.isEmpty ? inNamespace : !serviceAccountSelector.isEmpty ? withAccount : nil
        var parts = try endpointPart(selector, all: all)
        if !namespaceSelector.isEmpty {
            let namespaces = try parse(namespaceSelector, .namespaceSelector)
            parts.append(namespaces.canonicalText(labelPrefix: namespacePrefix, all: inNamespace))
        }
        if !serviceAccountSelector.isEmpty {
            let accounts = try parse(serviceAccountSelector, .serviceAccountSelector)
            parts.append(accounts.canonicalText(labelPrefix: serviceAccountPrefix, all: withAccount))
        }
        return appended(parts)
    }

    /// Of the source or the destination of a rule; empty if it selects everything.
    ///
    /// - Parameter namespace: Of the NetworkPolicy the rule is in; nil for a GlobalNetworkPolicy.
    public static func rule(_ peer: RulePeer, namespace: String?) throws(SelectorCompositionError) -> String {
        let accounts = try serviceAccounts(of: peer)
        let endpoints = try endpointPart(peer.selector, all: nil)
        let selected = conjunction(accounts + endpoints)
        if !peer.namespaceSelector.isEmpty {
            let namespaces = try parse(peer.namespaceSelector, .namespaceSelector)
            let text = namespaces.canonicalText(
                labelPrefix: namespacePrefix, all: "has(\(namespaceLabel))", global: "!has(\(namespaceLabel))")
            return selected.isEmpty ? text : conjunction([text, selected])
        }
        guard let namespace, !selected.isEmpty || !peer.notSelector.isEmpty else { return selected }
        return conjunction([try namespaceIs(namespace)] + (selected.isEmpty ? [] : [selected]))
    }

    /// What one selector selects and another does not: `(selected) && (!(excluded))`.
    public static func difference(_ selected: String, _ excluded: String) -> String { conjunction([selected, "!(\(excluded))"]) }

    /// `(a) && (b)`; one text stays as it is.
    private static func conjunction(_ parts: [String]) -> String {
        parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " && ")
    }

    /// `((a) && b) && c`; one text stays as it is.
    private static func appended(_ parts: [String]) -> String {
        guard let first = parts.first else { return "" }
        return parts.dropFirst().reduce(first) { "(\($0)) && \($1)" }
    }

    private static func endpointPart(_ selector: String, all: String?) throws(SelectorCompositionError) -> [String] {
        guard selector.utf8.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return [] }
        _ = try parse(selector, .selector)
        return [all.map { Selector.replacingAll(in: selector, by: $0) } ?? selector]
    }

    private static func serviceAccounts(of peer: RulePeer) throws(SelectorCompositionError) -> [String] {
        var parts: [String] = []
        if !peer.serviceAccountSelector.isEmpty {
            let accounts = try parse(peer.serviceAccountSelector, .serviceAccountsSelector)
            parts.append(accounts.canonicalText(labelPrefix: serviceAccountPrefix))
        }
        if !peer.serviceAccountNames.isEmpty {
            var names: [String] = []
            for name in peer.serviceAccountNames { names.append(try quoted(name, .serviceAccountsNames)) }
            let set = "\(serviceAccountLabel) in {\(names.joined(separator: ","))}"
            parts.append(try parse(set, .serviceAccountsNames).canonicalText)
        }
        return parts.isEmpty ? [] : [conjunction(parts)]
    }

    private static func namespaceIs(_ namespace: String) throws(SelectorCompositionError) -> String {
        "\(namespaceLabel) == \(try quoted(namespace, .namespace))"
    }

    private static func quoted(_ value: String, _ field: SelectorCompositionError.Field) throws(SelectorCompositionError) -> String {
        guard value.utf8.contains(UInt8(ascii: "'")) else { return "'\(value)'" }
        guard value.utf8.contains(UInt8(ascii: "\"")) else { return "\"\(value)\"" }
        throw .unquotable(value, in: field)
    }

    private static func parse(_ text: String, _ field: SelectorCompositionError.Field) throws(SelectorCompositionError) -> Selector {
        do throws(SelectorError) {
            return try Selector(parsing: text)
        } catch {
            throw .notASelector(error, in: field)
        }
    }
}
