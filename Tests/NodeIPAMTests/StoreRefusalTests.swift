import Addresses
import CNISpec
import IPAM
import NodeIPAM
import NodeStore
import Testing

@Suite struct StoreRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let refusal: NodeStoreError, code: CNIError.Code, message: String
        var testDescription: String { "\(refusal)" }
        init(_ refusal: NodeStoreError, _ code: CNIError.Code, _ message: String) {
            (self.refusal, self.code, self.message) = (refusal, code, message)
        }
    }

    @Test(arguments: [
        Row(.exhausted(pool: "10.65.0.1-10.65.0.2", PoolUsage(capacity: 1, used: 1), coolDown: 0), .addressesExhausted, "no address is free"),
        Row(.keyMalformed(part: "network"), .invalidConfiguration, "the attachment cannot be named in the node store"),
        Row(.keyTooLong(octets: 600), .invalidConfiguration, "the attachment cannot be named in the node store"),
        Row(.absent(directory: "/run/x"), .store, "there is no node store yet"),
        Row(.diskFull(directory: "/run/x", free: 1, needed: 2), .store, "the node store is full"),
        Row(.readOnly(path: "/run/x"), .store, "the node store is read-only"),
        Row(.notPermitted(path: "/run/x"), .store, "the node store belongs to another user"),
        Row(.corrupt(directory: "/run/x", reason: "bad magic"), .store, "the node store is damaged"),
        Row(.newerSchema(directory: "/run/x", found: 9, known: 1), .store, "the node store was written by a newer version"),
        Row(.failed(operation: "open", path: "/run/x", reason: "I/O error"), .store, "the node store failed"),
    ])
    func becomesAnErrorOfTheRuntime(_ row: Row) throws {
        let error = CNIError(row.refusal)
        #expect(error == CNIError(row.code, row.message, details: row.refusal.description))
        #expect(!error.details.isEmpty)
        let thrown = try refusal { () throws(CNIError) in try store { () throws(NodeStoreError) in throw row.refusal } }
        #expect(thrown == error)
    }

    @Test func makesStatusSayWhatAnAddWouldSay() {
        let reason = CNIError(.addressesExhausted, "no address is free", details: "none of 253")
        let details = "no address is free: none of 253"
        #expect(Readiness.notReady(reason) == CNIError(.notReady, "the plugin cannot serve an ADD", details: details))
    }
}
