/// A direction of traffic that a policy applies to.
public enum PolicyType: String, FieldValue, CaseIterable {
    case ingress = "Ingress"
    case egress = "Egress"
}
