/// Which routes to other nodes' pods a program puts into the kernel.
public enum ClusterRoutes: String, FieldValue, CaseIterable {
    /// Those of every pool.
    case enabled = "Enabled"
    /// Those of no pool.
    case disabled = "Disabled"
    /// Those of pools with IP in IP.
    case ipipOnly = "EnabledIPIPOnly"
    /// Those of pools without encapsulation.
    case unencapsulatedOnly = "EnabledNoEncapOnly"
}
