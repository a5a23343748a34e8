import Foundation
import JSON
import Model
import Testing

@Suite struct IPAMStorageTests {
    /// A key and its value as a cluster had them.
    struct Stored: Sendable, CustomTestStringConvertible {
        let kind: Kind
        let key: String
        let value: JSONObject
        var testDescription: String { key }

        static func all() throws -> [Stored] {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/model/ipam-etcd.json")
            return try #require(JSONValue(parsing: Array(Data(contentsOf: file))).array).map { row in
                try Stored(
                    kind: #require(row["kind"]?.string.flatMap { KindCatalog.kind(named: $0) }), key: #require(row["key"]?.string),
                    value: #require(row["value"]?.object))
            }
        }
    }

    @Test(arguments: try Stored.all())
    func comesBackAsItWas(_ stored: Stored) throws {
        let text = Array(JSONValue.object(stored.value).text.utf8)
        let resource = try StoredResource.decode(stored.kind, key: stored.key, value: text, revision: 7)
        #expect(resource.metadata.resourceVersion == "7")
        let again = StoredResource.encode(resource)
        #expect(again.key == stored.key)
        #expect(String(decoding: again.value, as: UTF8.self) == String(decoding: text, as: UTF8.self), "octet by octet")
        #expect(StoredResource.keys(resource.identity).contains(stored.key), "found by its name, \(resource.name)")
        #expect(StoredResource.prefixes(stored.kind).contains { stored.key.hasPrefix($0) })
    }

    /// What a cluster had is right by the rules, and the inspected resource is written the same way.
    @Test(arguments: try Stored.all())
    func isRightByItsSchema(_ stored: Stored) throws {
        let resource = try IPAMStorage.resource(stored.kind, key: stored.key, value: stored.value)
        for origin in [Inspection.Origin.stored, .typed] {
            var inspection = Inspection(origin)
            let inspected = try #require(AnyResource(inspecting: resource.json, as: stored.kind, &inspection))
            #expect(inspection.violations.map(\.description) == [])
            #expect(IPAMStorage.key(for: inspected)?.text == stored.key)
            #expect(IPAMStorage.value(from: inspected) == stored.value)
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let kind: Kind
        let key: String
        let value: String
        let name: String
        let spec: String
        /// What is written back; nil: the value.
        var written: String?
        var testDescription: String { "\(kind.name) \(key.split(separator: "/").dropFirst(3).joined(separator: "/")) \(value.prefix(60))" }
    }

    @Test(arguments: [
        Row(
            kind: IPAMConfigurationKind.kind, key: "/calico/ipam/v2/config", value: "{}", name: "default",
            spec: #"{"strictAffinity":false,"autoAllocateBlocks":false}"#),
        Row(
            kind: IPAMConfigurationKind.kind, key: "/calico/ipam/v2/config",
            value: #"{"strict_affinity":true,"maxBlocksPerHost":5,"kubeVirtVMAddressPersistence":"Disabled","ipCooldownSeconds":60,"later":[0]}"#,
            name: "default",
            spec: #"""
                {"strictAffinity":true,"autoAllocateBlocks":false,"maxBlocksPerHost":5,"kubeVirtVMAddressPersistence":"Disabled",
                 "ipCooldownSeconds":60,"later":[0]}
                """#),
        Row(
            kind: BlockAffinityKind.kind, key: "/calico/ipam/v2/virtual/load-balancer/ipv6/block/fd00::-122",
            value: #"{"state":"pending","deleted":false}"#,
            name: "load-balancer-fd00---122",
            spec: #"{"state":"pending","node":"load-balancer","type":"virtual","cidr":"fd00::/122","deleted":false}"#),
        Row(
            kind: BlockAffinityKind.kind, key: "/calico/ipam/v2/host/n1/ipv4/block/10.65.0.0-26", value: "", name: "n1-10-65-0-0-26",
            spec: #"{"node":"n1","type":"host","cidr":"10.65.0.0/26","deleted":false}"#, written: #"{"state":"","deleted":false}"#),
        Row(
            kind: IPAMHandleKind.kind, key: "/calico/ipam/v2/handle/Net.C1", value: #"{"block":{"10.65.0.0/26":2},"deleted":true}"#, name: "Net.C1",
            spec: #"{"handleID":"Net.C1","block":{"10.65.0.0/26":2},"deleted":true}"#),
        Row(
            kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/assignment/ipv4/block/10.65.0.0-31",
            value: #"""
                {"cidr":"10.65.0.0/31","affinity":"host:n1","affinity_claim_time":"2026-08-22T10:00:00Z","allocations":[0,null],"unallocated":[1],
                 "attributes":[{"handle_id":null,"releasedAt":"2026-08-22T10:00:00Z"}],"sequenceNumber":9223372036854775807,
                 "sequenceNumberForAllocation":{},"deleted":true,"later":{}}
                """#,
            name: "10-65-0-0-31",
            spec: #"""
                {"cidr":"10.65.0.0/31","affinity":"host:n1","affinityClaimTime":"2026-08-22T10:00:00Z","allocations":[0,null],"unallocated":[1],
                 "attributes":[{"handle_id":null,"releasedAt":"2026-08-22T10:00:00Z"}],"sequenceNumber":9223372036854775807,
                 "sequenceNumberForAllocation":{},"deleted":true,"later":{}}
                """#),
        Row(
            kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/assignment/ipv6/block/fd00:10:244::-128",
            value: #"{"cidr":"fd00:10:244::/128","affinity":null,"hostAffinity":"n1","allocations":[null],"unallocated":[0],"attributes":[]}"#,
            name: "fd00-10-244---128",
            spec: #"""
                {"cidr":"fd00:10:244::/128","affinity":"host:n1","allocations":[null],"unallocated":[0],"attributes":[],"sequenceNumber":0,
                 "sequenceNumberForAllocation":{},"deleted":false}
                """#,
            written: #"""
                {"cidr":"fd00:10:244::/128","affinity":"host:n1","allocations":[null],"unallocated":[0],"attributes":[],"sequenceNumber":0,
                 "sequenceNumberForAllocation":{},"deleted":false}
                """#),
    ])
    func values(_ row: Row) throws {
        let resource = try IPAMStorage.decode(row.kind, key: row.key, value: Array(row.value.utf8), revision: 1)
        #expect(resource.name == row.name)
        #expect(try JSONValue.object(resource.spec) == JSONValue(parsing: row.spec))
        let again = IPAMStorage.encode(resource)
        #expect(again.key == row.key)
        #expect(try JSONValue(parsing: again.value) == JSONValue(parsing: row.written ?? row.value))
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let kind: Kind
        let key: String
        let value: String
        let says: String
        var testDescription: String { "\(kind.name) \(key) \(value)" }
    }

    @Test(arguments: [
        BadRow(
            kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/assignment/ipv4/block/10.65.0.0-26", value: #"{"cidr":"10.65.0.64/26"}"#,
            says: "its block is 10.65.0.64/26"),
        BadRow(kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/assignment/ipv4/block/10.65.0.0-26", value: "{}", says: "its block is none"),
        BadRow(kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/assignment/ipv4/block/10.65.0.1-26", value: "{}", says: "no key of a IPAMBlock"),
        BadRow(kind: IPAMBlockKind.kind, key: "/calico/ipam/v2/handle/a", value: "{}", says: "no key of a IPAMBlock"),
        BadRow(kind: BlockAffinityKind.kind, key: "/calico/ipam/v2/host/n1", value: "", says: "no key of a BlockAffinity"),
        BadRow(kind: BlockAffinityKind.kind, key: "/calico/ipam/v2/host/n1/ipv4/block/10.65.0.0-26", value: "[]", says: "it is an array"),
        BadRow(kind: IPAMHandleKind.kind, key: "/calico/ipam/v2/handle/a", value: "{", says: "it is no JSON"),
        BadRow(kind: IPPoolKind.kind, key: "/calico/ipam/v2/config", value: "{}", says: "no key of a IPPool"),
    ])
    func refused(_ row: BadRow) {
        do {
            _ = try IPAMStorage.decode(row.kind, key: row.key, value: Array(row.value.utf8), revision: 1)
            Issue.record("was read")
        } catch {
            #expect(error.key == row.key)
            #expect(error.description.contains(row.says), "\(error)")
        }
    }

    @Test(arguments: [
        "", "/calico/ipam/v2", "/calico/ipam/v2/", "/calico/ipam/v2/config/x", "/calico/ipam/v2/handle/", "/calico/ipam/v2/handle/a/b",
        "/calico/ipam/v2/assignment/ipv6/block/10.65.0.0-26", "/calico/ipam/v2/assignment/ipv4/blocks/10.65.0.0-26",
        "/calico/ipam/v2/assignment/ipv4/block/10.65.0.0", "/calico/ipam/v2/assignment/ipv4/block/-", "/calico/ipam/v2/host//ipv4/block/10.65.0.0-26",
        "/calico/ipam/v2/pod/n1/ipv4/block/10.65.0.0-26", "/calico/ipam/v2/host/n1/ipv4/block/10.65.0.0-33", "/calico/resources/v3/x",
    ])
    func isNoKey(_ text: String) {
        #expect(IPAMKey(text) == nil)
    }

    /// The name of an affinity does not tell where the node's name ends: every reading is offered.
    @Test func namesLeadToKeys() {
        func keys(_ kind: Kind, _ name: String) -> [String] {
            IPAMStorage.keys(ResourceIdentity(kind: kind, namespace: nil, name: name)).map { String($0.dropFirst("/calico/ipam/v2/".count)) }
        }
        #expect(keys(IPAMBlockKind.kind, "fd00-10-244---122") == ["assignment/ipv6/block/fd00:10:244::-122"])
        #expect(keys(IPAMBlockKind.kind, "10-65-0-0-26") == ["assignment/ipv4/block/10.65.0.0-26"])
        #expect(keys(IPAMBlockKind.kind, "10-65-0-1-26") == [])
        #expect(keys(IPAMBlockKind.kind, "10-65-0-26") == [])
        #expect(keys(IPAMBlockKind.kind, "") == [])
        #expect(keys(IPAMHandleKind.kind, "a.b") == ["handle/a.b"])
        #expect(keys(IPAMConfigurationKind.kind, "default") == ["config"])
        #expect(keys(IPAMConfigurationKind.kind, "other") == [])
        #expect(
            keys(BlockAffinityKind.kind, "node-1-10-65-0-0-26") == [
                "host/node-1/ipv4/block/10.65.0.0-26", "virtual/node-1/ipv4/block/10.65.0.0-26",
            ])
        #expect(
            keys(BlockAffinityKind.kind, "n1-fd00-10---122").filter { $0.hasPrefix("host") } == [
                "host/n1/ipv6/block/fd00:10::-122", "host/n1-fd00/ipv6/block/10::-122",
            ])
        #expect(keys(BlockAffinityKind.kind, "n1") == [])
    }
}
