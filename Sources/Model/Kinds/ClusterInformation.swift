/// What is known of the cluster as a whole.
public typealias ClusterInformation = Resource<ClusterInformationKind>

public enum ClusterInformationKind: ResourceKind {
    public typealias Spec = ClusterInformationSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "ClusterInformation", plural: "clusterinformations", aliases: ["clusterinfo", "clusterinfos"], names: .only("default"),
        spec: ClusterInformationSpec.schema, doc: "What is known of the cluster as a whole. Programs write it; there is one, named default.")
}

public struct ClusterInformationSpec: Fields {
    public static let schema = Schema(ClusterInformationSpec())

    public let clusterGUID = Field.text(
        "clusterGUID", .reported, doc: "Identity of the cluster, 32 hexadecimal digits, made when the datastore is first used.")
    public let clusterType = Field.text("clusterType", .reported, doc: "Words about the cluster, joined by commas: k8s, bgp, kdd and others.")
    public let calicoVersion = Field.text("calicoVersion", .reported, doc: "Version of the release that last started in the cluster.")
    public let datastoreReady = Field.flag(
        "datastoreReady", .reported, doc: "Whether the datastore may be used; false while it is being migrated or restored. Absent: not known yet.")
    public let variant = Field.text("variant", .reported, doc: "Which product the release is; absent: Calico.")
}
