internal import Model

/// What to tell somebody who wrote a resource of another API.
struct APIVersionHint {
    let text: String

    init(_ version: String, kind: String?) {
        let right = Kind.apiVersion
        switch version {
        case "crd.projectcalico.org/v1":
            text = "is the form in which Kubernetes keeps Calico's resources inside; calicoctl takes \(right), with the same spec"
        case "v1" where kind.map { KindCatalog.kind($0) == nil } ?? true:
            text = "is the version of Kubernetes' own resources, which kubectl writes; calicoctl takes \(right)"
        case "v1": text = "is the version of Calico 2; calicoctl takes \(right), whose fields have other names (see calicoctl explain)"
        case let version where version.hasPrefix("projectcalico.org/"): text = "is not known to this release; write \(right)"
        case let version where version.contains(".k8s.io/") || version.hasSuffix("apps/v1"):
            text = "is an API of Kubernetes, which kubectl writes; calicoctl takes \(right)"
        default:
            let near = Spelling.nearest(to: version, in: [right]).map { "is \($0) meant?" } ?? "calicoctl takes \(right)"
            text = "is unknown; \(near)"
        }
    }
}
