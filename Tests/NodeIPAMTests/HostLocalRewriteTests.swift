import CNISpec
import JSON
import NodeIPAM
import Testing

@Suite struct HostLocalRewriteTests {
    @Test(
        arguments: [
            ("{}", "{}", "{}"),
            (
                #"{"type":"host-local","subnet":"usePodCidr"}"#, #"{"type":"host-local","subnet":"10.244.3.0/24"}"#,
                #"{"type":"host-local","subnet":"0.0.0.0/0"}"#
            ),
            (#"{"subnet":"USEPODCIDRIPV6","x":1}"#, #"{"subnet":"fd00:3::/112","x":1}"#, #"{"subnet":"::/0","x":1}"#),
            (
                #"{"ranges":[[{"subnet":"usePodCidr","gateway":"10.244.3.9"}],[{"subnet":"usePodCidrIPv6"},{"subnet":"fd01::/64"}]],"dataDir":"/x"}"#,
                #"{"ranges":[[{"subnet":"10.244.3.0/24","gateway":"10.244.3.9"}],[{"subnet":"fd00:3::/112"},{"subnet":"fd01::/64"}]],"dataDir":"/x"}"#,
                #"{"ranges":[[{"subnet":"0.0.0.0/0","gateway":"10.244.3.9"}],[{"subnet":"::/0"},{"subnet":"fd01::/64"}]],"dataDir":"/x"}"#
            ),
            (#"{"subnet":"10.0.0.0/8"}"#, #"{"subnet":"10.0.0.0/8"}"#, #"{"subnet":"10.0.0.0/8"}"#),
            // What is malformed is left for host-local to refuse.
            (#"{"subnet":5,"ranges":[1,[2,{"subnet":null}],{"subnet":"usePodCidr"}]}"#, nil, nil),
            (#"{"ranges":{"subnet":"usePodCidr"}}"#, nil, nil),
        ] as [(String, String?, String?)])
    func replacesTheMagicWords(_ ipam: String, _ added: String?, _ removed: String?) throws {
        let section = try object(ipam)
        let record = try node("10.244.3.0/24 fd00:3::/112")
        #expect(try JSONValue.object(HostLocalRewrite.withPodCIDRs(section, record, .standard)).text == added ?? ipam)
        #expect(JSONValue.object(HostLocalRewrite.forRemoval(section)).text == removed ?? ipam)
    }

    @Test(arguments: [
        (#"{"subnet":"usePodCidr"}"#, "fd00::/64", "\"usePodCidr\" needs an IPv4 podCIDR"),
        (#"{"ranges":[[{"subnet":"usePodCidrIPv6"}]]}"#, "", "\"usePodCidrIPv6\" needs an IPv6 podCIDR"),
    ])
    func waitsForAPodCIDRThatIsNotThere(_ ipam: String, _ podCIDRs: String, _ need: String) throws {
        let section = try object(ipam)
        let record = try node(podCIDRs)
        let error = try refusal { () throws(CNIError) in _ = try HostLocalRewrite.withPodCIDRs(section, record, .standard) }
        #expect(error.code == .tryAgainLater)
        #expect(error.details.hasPrefix(need))
        #expect(HostLocalRewrite.forRemoval(section) != section)
    }

    @Test(
        arguments: [
            ("usePodCidr", "usePodCidr"), ("USEPODCIDR", "usePodCidr"), ("usepodcidripv6", "usePodCidrIPv6"), ("usePodCidr ", nil), ("", nil),
        ] as [(String, String?)])
    func knowsTheMagicWordsInAnyCase(_ text: String, _ word: String?) {
        #expect(PodCIDRKeyword(text)?.word == word)
    }
}
