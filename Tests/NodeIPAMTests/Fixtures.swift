import Addresses
import CNISpec
import JSON
import NodeIPAM
import Testing

/// A network configuration with these members beside its name.
func configuration(_ members: String, verb: Verb = .add) throws -> NetworkConfiguration {
    let separator = members.isEmpty ? "" : ","
    return try NetworkConfiguration(
        parsing: Array("{\"cniVersion\":\"1.0.0\",\"name\":\"net\",\"type\":\"calico\"\(separator)\(members)}".utf8), verb: verb)
}

/// A JSON object that the text must be.
func object(_ text: String) throws -> JSONObject {
    let value = try JSONValue(parsing: text)
    return try #require(value.object)
}

/// A node with these podCIDRs, given with spaces between them.
func node(_ podCIDRs: String) throws -> NodeRecord {
    NodeRecord(name: "node-1", podCIDRs: try podCIDRs.split(separator: " ").map { try #require(IPPrefix(String($0))) })
}

extension StatePaths {
    /// Without any setting.
    static let standard: StatePaths = {
        do { return try StatePaths(configured: nil, environment: nil) } catch { preconditionFailure("\(error)") }
    }()
}

/// The error that `body` must throw.
func refusal(_ body: () throws(CNIError) -> Void) throws -> CNIError {
    var refusal: CNIError?
    do throws(CNIError) { try body() } catch { refusal = error }
    return try #require(refusal)
}
