/// Rules and labels that endpoints have by naming the profile.
public typealias Profile = Resource<ProfileKind>

public enum ProfileKind: ResourceKind {
    public typealias Spec = ProfileSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "Profile", plural: "profiles", aliases: ["pro", "pros"], spec: ProfileSpec.schema,
        doc: "Rules that hold for endpoints which name the profile where no policy decides, and labels that they get.")

    /// A profile that is always there and that nobody can write: it allows everything.
    public static let defaultAllow: Profile = {
        var allow = Object<RuleFields>()
        allow.action = .allow
        allow.source = Object()
        allow.destination = Object()
        var profile = Profile(name: "projectcalico-default-allow")
        profile.spec.ingress = [allow]
        profile.spec.egress = [allow]
        return profile
    }()
}

public struct ProfileSpec: RuleLists {
    public static let schema = Schema(ProfileSpec(), [.directions(isNamespaced: false)])

    public let ingress: Field<[Object<RuleFields>]> = .objects(
        "ingress",
        doc: "Rules for packets to the endpoint that no policy decided about, in their order. A packet that none matches goes to the next profile.")
    public let egress: Field<[Object<RuleFields>]> = .objects(
        "egress",
        doc: "Rules for packets from the endpoint that no policy decided about, in their order. A packet that none matches goes to the next profile.")
    public let labelsToApply: Field<[String: String]> = .map(
        "labelsToApply", to: TextRule("a label value", Name.isLabelValue), keys: "a label name", Name.qualifiedNameFault,
        doc: "Labels that endpoints get where they have none of that name.")
}
