internal import JSON
internal import Model

/// A change of one label, as `label` takes it: `key=value`, or `key` to remove.
struct LabelChange: Hashable, Sendable {
    enum Action: Hashable, Sendable {
        case set(value: String, overwrites: Bool)
        case remove
    }

    /// What became of the label, for the message of success.
    enum Outcome: String, Sendable {
        case set = "Successfully set label"
        case updated = "Successfully updated label"
        case removed = "Successfully removed label"
    }

    let key: String
    let action: Action

    init(parsing text: String, removes: Bool, overwrites: Bool) throws(CommandFailure) {
        if removes {
            guard !text.contains("=") else { throw CommandFailure("invalid label \(text): --remove takes the key alone", status: .usage) }
            (key, action) = (text, .remove)
            return
        }
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw CommandFailure("invalid label \(text): write KEY=VALUE, or KEY --remove", status: .usage)
        }
        (key, action) = (String(parts[0]), .set(value: String(parts[1]), overwrites: overwrites))
        if let fault = Name.qualifiedNameFault(key) { throw CommandFailure("invalid label \(text): the key \(fault)", status: .usage) }
        guard Name.isLabelValue(String(parts[1])) else {
            throw CommandFailure(
                "invalid label \(text): a value has at most 63 letters, digits, -, _ and ., with a letter or digit at both ends", status: .usage)
        }
    }

    /// - Parameter resource: Gets the label, or loses it.
    func apply(to resource: inout AnyResource, named name: String) throws(ChangeFailure) -> Outcome {
        var labels = resource.metadata.labels ?? [:]
        let outcome: Outcome
        switch action {
        case .remove:
            guard labels.removeValue(forKey: key) != nil else { throw ChangeFailure("cannot remove label of \(name), key \(key) does not exist") }
            outcome = .removed
        case .set(let value, let overwrites):
            let old = labels.updateValue(value, forKey: key)
            guard old == nil || overwrites || old == value else {
                throw ChangeFailure(
                    "failed to update label of \(name), key \(key) is already present (\(old ?? "")). please use '--overwrite' to set a new value.")
            }
            outcome = old == nil ? .set : .updated
        }
        resource.metadata.labels = labels.isEmpty ? nil : labels
        return outcome
    }
}
