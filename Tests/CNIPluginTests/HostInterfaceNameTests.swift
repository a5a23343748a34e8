import CNISpec
import Testing

@testable import CNIPlugin

@Suite struct HostInterfaceNameTests {
    private static let container = "0123456789abcdef0123456789abcdef"

    private func name(
        _ arguments: String = "", container: String = container, interface: String = "eth0", network: String = "net", prefixes: String? = nil
    )
        throws -> HostInterfaceName
    {
        let environment = [
            "CNI_COMMAND": "ADD", "CNI_CONTAINERID": container, "CNI_NETNS": "/run/netns/x", "CNI_IFNAME": interface, "CNI_PATH": "/opt/cni/bin",
            "CNI_ARGS": arguments,
        ]
        return HostInterfaceName(network: network, try Invocation { environment[$0] }, prefixes: prefixes)
    }

    /// As the reference implementation names them; without both names of the pod the container counts.
    @Test(arguments: [
        ("K8S_POD_NAMESPACE=default;K8S_POD_NAME=mypod", "cali4e199eba087"),
        ("K8S_POD_NAME=nginx-0;K8S_POD_NAMESPACE=default;K8S_POD_UID=1", "calic048fd9a750"),
        ("K8S_POD_NAMESPACE=kube-system;K8S_POD_NAME=coredns-5d78c9869d-abcde", "cali4d5f75c480c"),
        ("", "cali0123456789a"), ("K8S_POD_NAME=mypod", "cali0123456789a"), ("K8S_POD_NAMESPACE=default;K8S_POD_NAME=", "cali0123456789a"),
    ])
    func isThatOfTheReference(_ arguments: String, _ own: String) throws {
        #expect(try name(arguments).own == own)
    }

    @Test func isShorterForAShortContainerID() throws {
        #expect(try name(container: "abc").own == "caliabc")
    }

    @Test(
        arguments: [
            (nil, "cali"), ("", "cali"), (",", "cali"), ("tap", "tap"), ("tap,cali", "tap"), ("eni", "eni"), ("a", "a"), ("four", "four"),
            ("fiver", "cali"), ("fiver,tap", "cali"), ("ééé", "cali"),
        ] as [(String?, String)])
    func beginsWithTheFirstPrefixThatLeavesRoom(_ prefixes: String?, _ prefix: String) throws {
        let name = try name(prefixes: prefixes)
        for candidate in [name.own] + name.derived {
            #expect(candidate.hasPrefix(prefix) && candidate.utf8.count == prefix.utf8.count + 11)
        }
    }

    /// IFNAMSIZ is 16 with the NUL; the derived ones tell attachments apart that share their first characters.
    @Test func hasOtherNamesForEveryAttachment() throws {
        let names = [
            try name(), try name(container: Self.container + "0"), try name(interface: "eth1"), try name(network: "other"),
            try name("K8S_POD_NAMESPACE=default;K8S_POD_NAME=mypod", container: Self.container + "1"),
        ]
        let derived = names.flatMap(\.derived)
        #expect(derived.count == 20)
        #expect(Set(derived + names.map(\.own)).count == 22)
        #expect(derived.allSatisfy { $0.utf8.count == 15 })
        #expect(try name().derived == names[0].derived)
    }
}
