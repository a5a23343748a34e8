/// What policies of all kinds with tiers have.
public protocol PolicySpec: RuleLists {
    var tier: Field<String> { get }
    var order: Field<Double> { get }
    var selector: Field<String> { get }
    var types: Field<[PolicyType]> { get }
    var serviceAccountSelector: Field<String> { get }
    var performanceHints: Field<[PerformanceHint]> { get }
}

/// What policies without a namespace have besides.
public protocol GlobalPolicySpec: PolicySpec {
    var doNotTrack: Field<Bool> { get }
    var preDNAT: Field<Bool> { get }
    var applyOnForward: Field<Bool> { get }
    var namespaceSelector: Field<String> { get }
}

/// What staged policies have.
public protocol StagedSpec: Fields {
    var stagedAction: Field<StagedAction> { get }
}
