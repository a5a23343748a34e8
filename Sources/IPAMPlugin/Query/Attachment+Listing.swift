internal import Addresses
internal import JSON
internal import NodeStore
internal import PodInterface

extension Attachment {
    var podName: String? { pod.map { "\($0.namespace)/\($0.name)" } }

    /// "10.65.0.2,fd00::2": without prefix lengths.
    var addressList: String { addresses.map { "\($0.address)" }.joined(separator: ",") }

    /// The key, with what people know the container by.
    var title: String {
        "\(key)" + (pod == nil ? "" : ", pod \(podName ?? "")") + (addresses.isEmpty ? "" : " (\(addressList))")
    }

    /// What `show -o json` prints of an attachment.
    func listing(now: UInt64) -> JSONValue {
        let pod: JSONValue = self.pod.map { ["namespace": .string($0.namespace), "name": .string($0.name)] } ?? .null
        return [
            "network": .string(key.network), "containerID": .string(key.containerID), "interface": .string(key.interface), "pod": pod,
            "addresses": .array(addresses.map { .string("\($0.address)") }), "hostInterface": hostInterface.map(JSONValue.string) ?? .null,
            "netns": netns.map(JSONValue.string) ?? .null, "mac": mac.map { .string("\($0)") } ?? .null,
            "mtu": mtu.map { .integer(Int64($0)) } ?? .null, "age": .count(UInt128(Age.seconds(from: created, to: now))),
        ]
    }
}
