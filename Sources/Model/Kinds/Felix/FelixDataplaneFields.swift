internal import JSON

/// What the node agent drives, what it looks at, and how often.
public struct FelixDataplaneFields: Fields {
    public static let schema = Schema(FelixDataplaneFields())

    public let useInternalDataplaneDriver = Field.flag(
        "useInternalDataplaneDriver", .assumed(true), doc: "The agent programs the kernel itself; false: an external program does (dataplaneDriver).")
    public let dataplaneDriver = Field.text(
        "dataplaneDriver", .assumed("calico-iptables-plugin"), doc: "The external program; used only where useInternalDataplaneDriver is false.")
    public let dataplaneWatchdogTimeout = Field.period(
        "dataplaneWatchdogTimeout", .assumed("1m30s"),
        doc: "How long the kernel's side may take before the agent calls itself unwell; see healthTimeoutOverrides.")
    public let ipv6Support = Field.flag("ipv6Support", .assumed(true), doc: "IPv6 is handled as well as IPv4.")
    public let routeRefreshInterval = Field.period(
        "routeRefreshInterval", .assumed("1m30s"),
        doc: "Time between comparisons of all the kernel's routes with what they should be; 0: only changes are seen.")
    public let interfaceRefreshInterval = Field.period(
        "interfaceRefreshInterval", .assumed("1m30s"), doc: "Time between looks at all interfaces; 0: only changes are seen.")
    public let netlinkTimeout = Field.period(
        "netlinkTimeout", .assumed("10s"), .settingName("NetlinkTimeoutSecs"), doc: "How long to wait for the kernel's answer on a netlink socket.")
    public let featureDetectOverride = Field.text(
        "featureDetectOverride", form: "a list such as SNATFullyRandom=true,RestoreSupportsLock=",
        { FelixPairs.areRight($0) { ["true", "false", ""].contains($0) } },
        doc: "Features that are taken as there (true) or missing (false) instead of looking for them: name=value, comma-separated.")
    public let featureGates = Field.text(
        "featureGates", form: "a list such as FeatureA=enabled,FeatureB=false", { FelixPairs.areRight($0) { !$0.isEmpty } },
        doc: "Features on trial to switch on or off: name=value, comma-separated.")
    public let interfacePrefix = Field.text(
        "interfacePrefix", .assumed("cali"), form: "names' beginnings, comma-separated, each 1 to 15 letters, digits, _, . and -",
        { $0.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { Name.isInterface(String($0)) } },
        doc: "What the names of workloads' interfaces begin with; several are comma-separated.")
    public let interfaceExclude = Field.text(
        "interfaceExclude", .assumed("kube-ipvs0"), form: "interfaces, comma-separated; a regular expression stands between slashes: /^kube/,veth1",
        { $0.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isExclusion($0) } },
        doc: "Interfaces that are never host endpoints, comma-separated; a regular expression stands between slashes.")
    public let mtuIfacePattern = Field.pattern(
        "mtuIfacePattern", .assumed(#"^((en|wl|ww|sl|ib)[Pcopsvx].*|(eth|wlan|wwan).*)"#),
        doc: "Interfaces whose MTU bounds that of workloads and tunnels.")
    public let requireMTUFile = Field.flag("requireMTUFile", .assumed(false), doc: "The agent does not start without the file that tells the MTU.")
    public let ipForwarding: Field<Toggle> = .choice(
        "ipForwarding", .assumed("Enabled"),
        doc: "The agent turns IP forwarding on; needed for workloads, not where only the host itself is protected.")
    public let cgroupV2Path = Field.text("cgroupV2Path", doc: "Where the second version of control groups is mounted; absent: it is found.")
    public let windowsManageFirewallRules: Field<Toggle> = .choice(
        "windowsManageFirewallRules", .assumed("Disabled"), doc: "On Windows the agent opens its metrics ports in the firewall.")
    public let metadataAddr = Field.text(
        "metadataAddr", .assumed("127.0.0.1"),
        doc: "OpenStack: the server that answers virtual machines' metadata requests, an address or a name; None: there is none.")
    public let metadataPort = Field.integer("metadataPort", .assumed(8775), in: 0...65_535, doc: "OpenStack: that server's TCP port.")
    public let openstackRegion = Field.text(
        "openstackRegion", form: "a region: 1 to 46 lower-case letters, digits and -, not at the ends", { Name.isLabel($0) && $0.utf8.count <= 46 },
        doc: "OpenStack: the region that the node is in.")

    private static func isExclusion(_ text: Substring) -> Bool {
        guard text.first == "/" else { return Name.isInterfaceMatch(String(text)) }
        guard text.utf8.count > 2, text.last == "/" else { return false }
        return (try? Regex(String(text.dropFirst().dropLast()))) != nil
    }
}

/// Settings of the form "name=value,name=value"; an empty item is passed over.
enum FelixPairs {
    /// Names are letters, digits, "-" and "_"; values have no "=".
    static func areRight(_ text: String, _ isValue: (Substring) -> Bool) -> Bool {
        text.split(separator: ",").allSatisfy { item in
            let parts = item.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, isValue(parts[1]) else { return false }
            return parts[0].utf8.allSatisfy { Name.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        }
    }
}
