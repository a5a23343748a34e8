import CNISpec
import NodeIPAM
import Testing

@Suite struct AddressConfigurationErrorTests {
    /// An `ipam` section and what is said to it.
    struct Row: Sendable, CustomTestStringConvertible {
        let ipam: String
        let node: String
        let error: CNIError
        var testDescription: String { ipam }

        init(
            _ ipam: String, node: String = "10.244.3.0/24 fd00:3::/112", code: CNIError.Code = .invalidConfiguration, _ message: String,
            _ details: String
        ) {
            self.ipam = ipam
            self.node = node
            error = CNIError(code, message, details: details)
        }
    }

    @Test(arguments: [
        Row(
            #"{"subnet":"10.65.0.0"}"#, "a subnet is not a network",
            #"ipam.subnet is "10.65.0.0"; write an address and a prefix length such as "10.65.0.0/24""#),
        Row(#"{"subnet":5}"#, "an address range has no subnet", #"ipam.subnet is a number; write "10.65.0.0/24" or "usePodCidr""#),
        Row(#"{"ranges":[[{}]]}"#, "an address range has no subnet", #"ipam.ranges[0][0].subnet is missing; write "10.65.0.0/24" or "usePodCidr""#),
        Row(
            #"{"ranges":[[{"subnet":"10.0.0.0/24"},{"subnet":"x"}]]}"#, "a subnet is not a network",
            #"ipam.ranges[0][1].subnet is "x"; write an address and a prefix length such as "10.65.0.0/24""#),
        Row(
            #"{"subnet":"10.65.0.1/24"}"#, "an address range cannot be used",
            "ipam: subnet 10.65.0.1/24 has bits set after the first 24; write 10.65.0.0/24"),
        Row(
            #"{"subnet":"10.65.0.0/24","rangeStart":"10.66.0.1"}"#, "an address range cannot be used",
            "ipam: rangeStart 10.66.0.1 lies outside subnet 10.65.0.0/24; choose one from 10.65.0.0 to 10.65.0.255"),
        Row(
            #"{"ranges":[[{"subnet":"fd00::/64","rangeEnd":"10.0.0.1"}]]}"#, "an address range cannot be used",
            "ipam.ranges[0][0]: rangeEnd 10.0.0.1 lies outside subnet fd00::/64; choose one from fd00:: to fd00::ffff:ffff:ffff:ffff"),
        Row(
            #"{"subnet":"10.65.0.0/24","rangeStart":"10.65.0.9","rangeEnd":"10.65.0.8"}"#, "an address range cannot be used",
            "ipam: rangeStart 10.65.0.9 lies after rangeEnd 10.65.0.8; exchange them"),
        Row(
            #"{"subnet":"10.65.0.0/24","gateway":"fd00::1"}"#, "an address range cannot be used",
            "ipam: gateway fd00::1 is IPv6 but subnet 10.65.0.0/24 is IPv4; give an address such as 10.65.0.1"),
        Row(
            #"{"subnet":"10.65.0.0/24","rangeStart":"10.65.0.0/24"}"#, "an address of a range is not valid",
            #"ipam.rangeStart is "10.65.0.0/24"; write an address such as "10.65.0.10""#),
        Row(
            #"{"ranges":[[{"subnet":"10.65.0.0/24","gateway":1}]]}"#, "an address of a range is not valid",
            #"ipam.ranges[0][0].gateway is a number; write an address such as "10.65.0.10""#),
        Row(#"{"ranges":{}}"#, "ipam.ranges is not a list", "ipam.ranges is an object"),
        Row(
            #"{"ranges":[{"subnet":"10.65.0.0/24"}]}"#, "ipam.ranges is not a list of lists",
            #"ipam.ranges[0] is an object; write [[{"subnet": "10.65.0.0/24"}]]"#),
        Row(#"{"ranges":[[]]}"#, "ipam.ranges is not a list of lists", #"ipam.ranges[0] is an array; write [[{"subnet": "10.65.0.0/24"}]]"#),
        Row(#"{"ranges":[["10.65.0.0/24"]]}"#, "an address range is not an object", "ipam.ranges[0][0] is a string"),
        Row(
            #"{"ranges":[[{"subnet":"10.65.0.0/24"}],[{"subnet":"10.66.0.0/24"}]]}"#, "a pod gets one address of each family",
            "ipam asks for 2 lists of IPv4 ranges; put them into one list"),
        Row(
            #"{"subnet":"fd00::/64","ranges":[[{"subnet":"usePodCidrIPv6"}]]}"#, "a pod gets one address of each family",
            "ipam asks for 2 lists of IPv6 ranges; put them into one list"),
        Row(
            #"{"ranges":[[{"subnet":"10.65.0.0/24"},{"subnet":"10.65.0.0/25"}]]}"#, "the address ranges cannot be used",
            "ranges 10.65.0.1-10.65.0.254 and 10.65.0.1-10.65.0.126 share 10.65.0.1 to 10.65.0.126; make one range of them"),
        Row(
            #"{"subnet":"10.65.0.0/30","exclude":["10.65.0.2"]}"#, "the address ranges cannot be used",
            "no address of 10.65.0.1-10.65.0.2 can be given to a pod: all are network, broadcast or gateway addresses or excluded; "
                + "use a larger subnet or exclude less"),
        Row(
            #"{"exclude":["10.65.0.9-10.65.0.1"]}"#, "an exclusion is not valid",
            #"ipam.exclude[0] is "10.65.0.9-10.65.0.1"; write an address, a network or "10.65.0.1-10.65.0.9""#),
        Row(
            #"{"exclude":["10.65.0.9","10.65.0.1-fd00::1"]}"#, "an exclusion is not valid",
            #"ipam.exclude[1] is "10.65.0.1-fd00::1"; write an address, a network or "10.65.0.1-10.65.0.9""#),
        Row(
            #"{"exclude":["1-2-3"]}"#, "an exclusion is not valid",
            #"ipam.exclude[0] is "1-2-3"; write an address, a network or "10.65.0.1-10.65.0.9""#),
        Row(#"{"exclude":[7]}"#, "an exclusion is not valid", #"ipam.exclude[0] is a number; write an address, a network or "10.65.0.1-10.65.0.9""#),
        Row(#"{"exclude":"10.65.0.9"}"#, "ipam.exclude is not a list", "ipam.exclude is a string"),
        Row(#"{"assign_ipv4":"yes"}"#, "assign_ipv4 is neither true nor false", #"ipam.assign_ipv4 is "yes"; write "true" or "false""#),
        Row(#"{"assign_ipv6":1}"#, "assign_ipv6 is neither true nor false", #"ipam.assign_ipv6 is a number; write "true" or "false""#),
        Row(
            #"{"assign_ipv4":"false","assign_ipv6":false}"#, "the network has no address range",
            #"write "subnet" or "ranges" into "ipam", and leave assign_ipv4 or assign_ipv6 at least one family"#),
        Row(#"{"ipCooldownSeconds":-1}"#, "ipCooldownSeconds is out of range", "ipam.ipCooldownSeconds is -1; write 0 to 86400"),
        Row(#"{"ipCooldownSeconds":86401}"#, "ipCooldownSeconds is out of range", "ipam.ipCooldownSeconds is 86401; write 0 to 86400"),
        Row(#"{"ipCooldownSeconds":"60"}"#, "ipCooldownSeconds is out of range", "ipam.ipCooldownSeconds is a string; write 0 to 86400"),
        Row(#"{"routes":{}}"#, "ipam.routes is not a list", "ipam.routes is an object"),
        Row(#"{"routes":[{},{"dst":"x"}]}"#, "a route has no valid destination", #"ipam.routes[1].dst is x; write "10.0.0.0/8""#),
        Row(#"{"routes":[{"dst":8}]}"#, "a route has no valid destination", #"ipam.routes[0].dst is a number; write "10.0.0.0/8""#),
        Row(#"{"routes":[{"dst":"10.0.0.0/8","gw":"x"}]}"#, "a route has no valid gateway", #"ipam.routes[0].gw is "x"; write an address"#),
        Row(#"{"routes":[{"dst":"10.0.0.0/8","gw":8}]}"#, "a route has no valid gateway", "ipam.routes[0].gw is a number; write an address"),
        Row(
            #"{"resolvConf":"/no/such/file"}"#, "resolvConf cannot be read",
            "ipam.resolvConf /no/such/file: No such file or directory; write the path of a resolv.conf, or remove the key"),
        Row(
            #"{"resolvConf":5}"#, "resolvConf is not a string", "ipam.resolvConf is a number; write the path of a resolv.conf, or remove the key"),
        // What the cluster has not said yet: later it may work.
        Row(
            "{}", node: "", code: .tryAgainLater, "this node has no such podCIDR yet",
            missing(#"a network without "subnet" or "ranges" needs a podCIDR"#, "none")),
        Row(
            #"{"subnet":"usepodcidr"}"#, node: "", code: .tryAgainLater, "this node has no such podCIDR yet",
            missing(#""subnet": "usepodcidr" needs a podCIDR"#, "none")),
        Row(
            #"{"subnet":"usePodCidrIPv6"}"#, node: "10.244.3.0/24", code: .tryAgainLater, "this node has no such podCIDR yet",
            missing(#""usePodCidrIPv6" needs an IPv6 podCIDR"#, "10.244.3.0/24")),
        Row(
            #"{"ranges":[[{"subnet":"usepodcidr"}]]}"#, node: "fd00:3::/112", code: .tryAgainLater, "this node has no such podCIDR yet",
            missing(#""usePodCidr" needs an IPv4 podCIDR"#, "fd00:3::/112")),
        Row(
            #"{"assign_ipv4":"true"}"#, node: "fd00:3::/112", code: .tryAgainLater, "this node has no such podCIDR yet",
            missing("assign_ipv4 asks for an IPv4 address and no range of that family is configured", "fd00:3::/112")),
    ])
    func saysWhatIsWrongAndWhatToWrite(_ row: Row) throws {
        let configuration = try configuration("\"ipam\":\(row.ipam)")
        let record = try node(row.node)
        let error = try refusal { () throws(CNIError) in _ = try AddressConfiguration(configuration, record: record, paths: .standard) }
        #expect(error == row.error)
    }

    private static func missing(_ need: String, _ known: String) -> String {
        "\(need); /var/lib/calico/node.json has \(known): calico-node writes it, or run `calico-ipam node set --pod-cidr CIDR[,CIDR]`"
    }
}
