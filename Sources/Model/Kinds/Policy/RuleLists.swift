internal import JSON

/// What has rules for both directions: policies and profiles.
public protocol RuleLists: Fields {
    var ingress: Field<[Object<RuleFields>]> { get }
    var egress: Field<[Object<RuleFields>]> { get }
}

extension CrossFieldRule where F: RuleLists {
    /// What rules may say depends on their direction, and on whether they belong to a namespace.
    static func directions(isNamespaced: Bool) -> Self {
        CrossFieldRule { spec, inspection in
            check("ingress", near: "source", far: "destination", spec.object, isNamespaced, &inspection)
            check("egress", near: "destination", far: "source", spec.object, isNamespaced, &inspection)
        }
    }

    /// - Parameter near: The end of the connection that is not the endpoint the policy is for.
    private static func check(
        _ direction: String, near: String, far: String, _ spec: JSONObject, _ isNamespaced: Bool, _ inspection: inout Inspection
    ) {
        guard case .array(let rules)? = spec[direction] else { return }
        for (index, rule) in rules.enumerated() {
            let place: [FieldPath.Step] = [.member(direction), .element(index)]
            if rule[far]?["services"] != nil {
                inspection.refuse(
                    nil, "must not be set: \(direction) rules have services in their \(near)", at: place + [.member(far), .member("services")])
            }
            if !isNamespaced, let services = rule[near]?["services"], services["namespace"] == nil {
                let words = "is required: there is no namespace of the policy in which to look for the service"
                inspection.refuse(nil, words, at: place + [.member(near), .member("services"), .member("namespace")])
            }
            if direction == "egress", rule["http"] != nil {
                inspection.refuse(nil, "must not be set: only ingress rules match HTTP requests", at: place + [.member("http")])
            }
        }
    }
}
