internal import JSON
internal import Model

/// A resource after a patch, checked.
struct PatchedResource: Sendable {
    let resource: AnyResource

    /// - Throws: When the patch does not fit the resource, or makes something of it that is not valid. What was not valid before is not
    ///   blamed on the patch, nor are fields that a newer release wrote.
    init(_ current: AnyResource, _ patch: Patch) throws(ChangeFailure) {
        let before = current.json
        let patched: JSONValue
        do throws(PatchError) { patched = try patch.applied(to: .object(before)) } catch { throw ChangeFailure("\(error)") }
        guard let after = patched.object else { throw ChangeFailure("the patch makes \(patched.kind) of the resource") }
        for path in [
            ["kind"], ["apiVersion"], ["metadata", "name"], ["metadata", "namespace"], ["metadata", "uid"], ["metadata", "creationTimestamp"],
        ] {
            let (old, new) = (Self.value(path, before), Self.value(path, after))
            guard old != new else { continue }
            throw ChangeFailure("\(path.joined(separator: ".")): cannot be changed: it is \(old?.text ?? "absent") and stays so")
        }
        var inspection = Inspection(.typed)
        let checked = AnyResource(inspecting: after, as: current.kind, &inspection)
        var earlier = Inspection(.typed)
        _ = AnyResource(inspecting: before, as: current.kind, &earlier)
        let violations = inspection.violations.filter { violation in
            !earlier.violations.contains { $0.path == violation.path && $0.rule == violation.rule }
        }
        guard let checked, violations.isEmpty else { throw ChangeFailure(violations.map(\.description).joined(separator: "; ")) }
        if let refusal = WriteVerb.labelRefusal(of: current.kind), checked.metadata.labels != nil || checked.metadata.annotations != nil {
            throw ChangeFailure(refusal)
        }
        resource = checked
    }

    private static func value(_ path: [String], _ document: JSONObject) -> JSONValue? {
        var value: JSONValue? = .object(document)
        for member in path { value = value?[member] }
        return value
    }
}
