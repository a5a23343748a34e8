public import JSON
internal import Selectors

/// A selector, at most 1,024 octets long as the API has it.
public struct SelectorRule: ValueRule {
    public static let longest = 1024
    private let allowsGlobal: Bool

    /// - Parameter allowsGlobal: Whether it may be exactly "global()": resources that belong to no namespace.
    public init(allowsGlobal: Bool = false) { self.allowsGlobal = allowsGlobal }

    public var allowed: String { "a selector such as role == 'db' && has(env)" }
    public var shape: String { "selector" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard case .string(let text) = value else {
            inspection.refuse(value, "is \(value.kind), not \(allowed)")
            return value
        }
        guard text.utf8.count <= Self.longest else {
            inspection.refuse(value, "has \(text.utf8.count) octets, \(Self.longest) are allowed")
            return value
        }
        do throws(SelectorError) {
            let selector = try Selector(parsing: text)
            if selector.usesGlobal, !allowsGlobal || selector.canonicalText != "global()" {
                inspection.refuse(value, allowsGlobal ? "combines global() with something else" : "must not use global()")
            }
        } catch {
            inspection.refuse(value, "is no selector: \(error)")
        }
        return value
    }
}
