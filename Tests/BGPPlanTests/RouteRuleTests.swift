import Addresses
import BGPPlan
import BGPWire
import Testing

/// What a node originates, and what it puts into the kernel (facts D3.1 to D6).
@Suite struct RouteRuleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        let prefix: IPPrefix
        var nextHop: IPAddress? = "10.192.0.3"
        var preference: UInt32?
        /// The metric; nil: left.
        let metric: UInt32?
        var testDescription: String { name }

        init(
            _ name: String, _ resources: [TestResource], _ prefix: IPPrefix, via nextHop: IPAddress? = "10.192.0.3",
            preferred preference: UInt32? = nil, _ metric: UInt32?
        ) {
            (self.name, self.resources, self.prefix, self.nextHop, self.preference, self.metric) = (
                name, resources, prefix, nextHop, preference, metric
            )
        }
    }

    static func routes(_ owner: String) -> TestResource { R.configuration(#"{"programClusterRoutes": "\#(owner)"}"#) }
    static let plain = R.pool("plain", "10.65.0.0/16")
    static let ipip = R.pool("ipip", "10.66.0.0/16", #""ipipMode": "Always""#)
    static let crossSubnet = R.pool("cross", "10.67.0.0/16", #""ipipMode": "CrossSubnet""#)
    static let vxlan = R.pool("vxlan", "10.68.0.0/16", #""vxlanMode": "CrossSubnet""#)
    static let plain6 = R.pool("plain6", "fd00::/48")
    static let vxlan6 = R.pool("vxlan6", "fd01::/48", #""vxlanMode": "Always""#)
    static let pools = [plain, ipip, crossSubnet, vxlan, plain6, vxlan6]
    static let services = ExportTests.services
    static let guarded = [
        R.node("kube-master", "10.192.0.2/16", wireguard: "10.70.0.1"), R.node("kube-node-1", "10.192.0.3/16", wireguard: "10.70.0.2"),
        R.node("kube-node-2", "10.192.0.4/16"),
    ]

    static let kernel: [Row] = [
        Row("no pool", [], "203.0.113.0/24", 1024),
        Row("default route", pools, "0.0.0.0/0", 1024),
        Row("plain pool", pools, "10.65.1.0/26", 1024),
        Row("plain pool, explicit", pools + [routes("EnabledNoEncapOnly")], "10.65.1.0/26", 1024),
        Row("plain pool, all", pools + [routes("Enabled")], "10.65.1.0/26", 1024),
        Row("plain pool, IP in IP only", pools + [routes("EnabledIPIPOnly")], "10.65.1.0/26", nil),
        Row("plain pool, disabled", pools + [routes("Disabled")], "10.65.1.0/26", nil),
        Row("more than a pool", pools + [routes("Disabled")], "10.0.0.0/8", 1024),
        Row("IPv6 pool", pools, "fd00::/122", via: "2001::102", 1024),
        Row("IPv6 pool, disabled", pools + [routes("Disabled")], "fd00::/122", via: "2001::102", 1024),
        Row("VXLAN", pools + [routes("Enabled")], "10.68.1.0/26", nil),
        Row("IPv6 VXLAN", pools, "fd01::/122", via: "2001::102", nil),
        Row("IP in IP that is not BGP's", pools, "10.66.1.0/26", nil),
        Row("IP in IP", pools + [routes("EnabledIPIPOnly")], "10.66.1.0/26", nil),
        Row("IP in IP for other subnets, in the own", pools + [routes("Enabled")], "10.67.1.0/26", 1024),
        Row("IP in IP for other subnets, to one", pools + [routes("Enabled")], "10.67.1.0/26", via: "10.193.0.3", nil),
        Row("IP in IP for other subnets, nowhere", pools + [routes("Enabled")], "10.67.1.0/26", via: nil, nil),
        Row("IP in IP for other subnets that is not BGP's", pools, "10.67.1.0/26", nil),
        Row("cluster addresses", [services], "10.101.0.0/16", nil),
        Row("a service in them", [services], "10.101.0.101/32", nil),
        Row("external addresses", [services], "80.15.0.0/24", nil),
        Row("single external addresses", [services], "80.16.0.1/32", 1024),
        Row("on an excluded node too", [ExportTests.excluded, services], "80.15.0.0/24", nil),
        Row("WireGuard", guarded + pools, "10.65.1.0/26", nil),
        Row("no WireGuard there", guarded + pools, "10.65.1.0/26", via: "10.192.0.4", 1024),
        Row("no WireGuard here", [TestCluster.master] + guarded.dropFirst() + pools, "10.65.1.0/26", 1024),
        Row("metric of a node", [plain], "10.65.1.0/26", preferred: RoutePriority.localPreference(512), 512),
        Row("normal metric", [plain], "10.65.1.0/26", preferred: 2_147_482_623, 1024),
        Row("a LOCAL_PREF of an operator", [plain], "10.65.1.0/26", preferred: 100, 1024),
        Row("the largest of those", [plain], "10.65.1.0/26", preferred: 1 << 30, 1024),
        Row("the next is a metric", [plain], "10.65.1.0/26", preferred: 1 << 30 + 1, 1_073_741_822),
        Row("metric 0 is none", [plain], "10.65.1.0/26", preferred: RoutePriority.largest, 1024),
        Row("beyond", [plain], "10.65.1.0/26", preferred: .max, 1024),
        Row(
            "normal metric of the cluster", [plain, R.configuration(#"{"ipv4NormalRoutePriority": 2000, "ipv6NormalRoutePriority": 3000}"#)],
            "10.65.1.0/26", 2000),
        Row("of IPv6", [plain6, R.configuration(#"{"ipv4NormalRoutePriority": 2000, "ipv6NormalRoutePriority": 3000}"#)], "fd00::/122", 3000),
    ]

    @Test(arguments: kernel)
    func decision(_ row: Row) {
        let base = row.resources.contains { $0.name == "kube-master" } ? [] : TestCluster.nodes
        let decision = NodePlan(base + row.resources).kernel.decision(row.prefix, nextHop: row.nextHop, localPreference: row.preference)
        switch decision {
        case .program(let metric): #expect(row.metric == metric)
        case .leave(let why):
            #expect(row.metric == nil)
            #expect(why.count > 20)
        }
    }

    @Test func reasons() {
        let plan = NodePlan(TestCluster.nodes + Self.pools + [Self.routes("EnabledIPIPOnly")])
        #expect(
            plan.kernel.decision("10.66.1.0/26", nextHop: "10.192.0.3", localPreference: nil)
                == .leave("IPPool ipip uses IP in IP, and this release programs no routes through IP in IP"))
        #expect(
            plan.kernel.decision("10.65.1.0/26", nextHop: "10.192.0.3", localPreference: nil)
                == .leave("programClusterRoutes EnabledIPIPOnly does not give the routes of IPPool plain to BGP"))
        #expect(
            plan.kernel.decision("10.68.1.0/26", nextHop: "10.192.0.3", localPreference: nil)
                == .leave("IPPool vxlan uses VXLAN, whose routes are not BGP's"))
    }

    struct LocalRow: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        var pods: [IPPrefix] = []
        var aggregates: [IPPrefix] = []
        var statics: [IPPrefix] = []
        var testDescription: String { name }
    }

    static func balancers(_ aggregation: String) -> TestResource {
        R.configuration(
            #"{"serviceLoadBalancerIPs": [{"cidr": "80.17.0.0/24"}, {"cidr": "80.17.1.1/32"}], "serviceLoadBalancerAggregation": "\#(aggregation)"}"#)
    }

    @Test(arguments: [
        LocalRow(name: "nothing", resources: TestCluster.nodes),
        LocalRow(
            name: "blocks of every size",
            resources: TestCluster.nodes + [
                R.block("10.0.0.0/30", "kube-master"), R.block("10.0.1.0/24", "kube-master"), R.block("10.0.2.0/26", "kube-master"),
                R.block("10.0.3.1/32", "kube-master"), R.block("fd00::/122", "kube-master"), R.block("fd00::100/128", "kube-master"),
            ], aggregates: ["10.0.0.0/30", "10.0.1.0/24", "10.0.2.0/26", "fd00::/122"]),
        LocalRow(
            name: "blocks that do not count",
            resources: TestCluster.nodes + [
                R.block("10.0.0.0/26", "kube-node-1"), R.block("10.0.1.0/26", "kube-master", #""state": "pending""#),
                R.block("10.0.2.0/26", "kube-master", #""state": "pendingDeletion""#), R.block("10.0.3.0/26", "kube-master", #""type": "virtual""#),
                R.block("10.0.4.0/26", "kube-master", #""state": "confirmed""#),
            ], aggregates: ["10.0.4.0/26"]),
        LocalRow(
            name: "podCIDRs beside blocks", resources: TestCluster.nodes + [R.block("10.0.0.0/26", "kube-master")],
            pods: ["10.244.1.7/24", "10.0.0.0/26", "10.244.9.9/32"], aggregates: ["10.0.0.0/26", "10.244.1.0/24"]),
        LocalRow(name: "services", resources: TestCluster.nodes + [services], statics: ["10.101.0.0/16", "80.15.0.0/24", "80.17.0.0/24"]),
        LocalRow(name: "load balancers", resources: TestCluster.nodes + [balancers("Enabled")], statics: ["80.17.0.0/24"]),
        LocalRow(name: "load balancers one by one", resources: TestCluster.nodes + [balancers("Disabled")]),
        LocalRow(name: "excluded", resources: [ExportTests.excluded, services]),
    ])
    func local(_ row: LocalRow) {
        let local = NodePlan(row.resources) { $0.podCIDRs = row.pods }.local
        #expect(local.aggregates == row.aggregates)
        #expect(local.statics == row.statics)
    }

    @Test func preferences() {
        let local = NodePlan(TestCluster.nodes + [R.configuration(#"{"ipv6NormalRoutePriority": 3000}"#)]) { $0.podCIDRs = ["10.244.1.0/24"] }.local
        #expect(local.localPreference(.v4) == 2_147_482_623)
        #expect(local.localPreference(.v6) == 2_147_480_647)
        #expect(local.isAggregated("10.244.1.9") && !local.isAggregated("10.244.2.9") && !local.isAggregated("fd00::1"))
    }
}
