internal import JSON

/// A Kubernetes label selector (LabelSelector of meta/v1) as one line: "app=web,tier in (a,b),!old".
struct LabelRequirements: CustomStringConvertible {
    let description: String

    init(_ selector: JSONValue?) {
        let equal = (selector?["matchLabels"]?.object?.members ?? []).map { "\($0.key)=\($0.value.cellText)" }.sorted()
        let others = (selector?["matchExpressions"]?.array ?? []).map { expression in
            let key = expression["key"]?.cellText ?? ""
            let values = expression["values"]?.cellText ?? ""
            return switch expression["operator"]?.string {
            case "Exists": key
            case "DoesNotExist": "!\(key)"
            case "NotIn": "\(key) notin (\(values))"
            default: "\(key) in (\(values))"
            }
        }
        description = (equal + others).joined(separator: ",")
    }
}
