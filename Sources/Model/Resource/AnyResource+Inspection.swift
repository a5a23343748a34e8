public import JSON

extension AnyResource {
    /// Reads, fills in and checks a document of a known kind.
    ///
    /// - Parameter inspection: Gets the violations; the answer is fit to be stored only if there are none.
    /// - Returns: nil when a part of the document is no object.
    public init?(inspecting document: JSONObject, as kind: Kind, _ inspection: inout Inspection) {
        guard var resource = AnyResource(kind, parts: document) else {
            for (key, value) in document.members where ["metadata", "spec", "status"].contains(key) && value.object == nil && value != .null {
                inspection.refuse(value, "is \(value.kind), not an object", at: [.member(key)])
            }
            return nil
        }
        let before = inspection.violations.count
        if inspection.origin == .typed {
            for key in resource.others.keys {
                let near = Spelling.nearest(to: key, in: ["metadata", "spec", "status"]).map { "; is \($0) meant?" } ?? ""
                inspection.refuse(nil, "is no part of a resource, which has apiVersion, kind, metadata, spec and status\(near)", at: [.member(key)])
            }
        }
        resource.metadata = Metadata(inspection.descend(.member("metadata")) { MetadataFields.schema.inspect(resource.metadata.object, &$0) })
        resource.spec = inspection.descend(.member("spec")) { kind.spec.inspect(resource.spec, &$0) }
        resource.inspectStatus(&inspection)
        if inspection.violations.count == before {
            kind.prepare(&resource)
            resource.metadata.object = MetadataFields.schema.ordered(resource.metadata.object)
            resource.spec = kind.spec.ordered(resource.spec)
        }
        resource.inspectMetadata(&inspection)
        if inspection.violations.count == before { kind.check(resource, &inspection) }
        resource.isInspected = inspection.violations.count == before
        self = resource
    }

    private mutating func inspectStatus(_ inspection: inout Inspection) {
        guard let schema = kind.status else {
            if let status, !status.isEmpty, inspection.origin == .typed {
                inspection.refuse(nil, "a \(kind.name) has no status", at: [.member("status")])
            }
            return
        }
        if let given = status { status = inspection.descend(.member("status")) { schema.inspect(given, &$0) } }
        if status == nil || status?.isEmpty == true { status = kind.alwaysHasStatus ? schema.inspect(JSONObject(), &inspection) : nil }
    }

    private func inspectMetadata(_ inspection: inout Inspection) {
        inspection.descend(.member("metadata")) { inspection in
            if let name = metadata.name {
                if let fault = kind.names.fault(in: name) { inspection.refuse(.string(name), fault, at: [.member("name")]) }
            } else if kind.names == .calculated {
                // Its parts are missing, and have been asked for.
            } else if metadata.generateName == nil {
                inspection.refuse(nil, "is required: \(kind.name)s have names", at: [.member("name")])
            } else {
                inspection.refuse(nil, "is not supported; write a name", at: [.member("generateName")])
            }
            if !kind.isNamespaced, let namespace = metadata.namespace {
                inspection.refuse(.string(namespace), "must not be set: a \(kind.name) lives in no namespace", at: [.member("namespace")])
            }
            inspection.limitAnnotations(metadata.object["annotations"])
        }
    }
}
