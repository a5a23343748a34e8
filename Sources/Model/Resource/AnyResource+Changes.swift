extension AnyResource {
    /// Reports what an update changes and must not: immutable fields, and what the kind adds.
    ///
    /// - Parameter old: The stored resource, inspected as this one.
    public func inspectChanges(from old: AnyResource, _ inspection: inout Inspection) {
        inspection.descend(.member("spec")) { kind.spec.changes(from: old.spec, to: spec, &$0) }
        kind.checkChange(old, self, &inspection)
    }
}
