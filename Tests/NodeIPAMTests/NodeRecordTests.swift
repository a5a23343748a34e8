import Addresses
import CNISpec
import Glibc
import NodeIPAM
import TestSupport
import Testing

@Suite struct NodeRecordTests {
    private func inFolder(_ body: (StatePaths) throws -> Void) throws {
        try withTemporaryFolder { folder in try body(StatePaths(configured: "\(folder)/state", environment: nil)) }
    }

    @Test(arguments: [("", nil), ("10.244.3.0/24", "node-1"), ("fd00::/64 10.0.0.0/8", "Node_2.example")] as [(String, String?)])
    func isReadAsItWasWritten(_ podCIDRs: String, _ name: String?) throws {
        try inFolder { paths in
            var record = try node(podCIDRs)
            record.name = name
            try record.write(paths)
            #expect(try NodeRecord.read(paths) == record)
            #expect(try entries(of: paths.persistent) == (name == nil ? ["node.json"] : ["node.json", "nodename"]))
            if let name { #expect(try contents(paths.nodeName) == "\(name)\n") }
        }
    }

    @Test func isEmptyWhereNoneIs() throws {
        try inFolder { paths in
            let record = try NodeRecord.read(paths)
            #expect(record == NodeRecord())
        }
    }

    @Test func looksItsPodCIDRsUpByFamily() throws {
        let record = try node("fd00::/64 10.0.0.0/8")
        #expect(record.podCIDR(.v4)?.description == "10.0.0.0/8")
        #expect(record.podCIDR(.v6)?.description == "fd00::/64")
        #expect(try node("fd00::/64").podCIDR(.v4) == nil)
    }

    @Test func takesARecordWrittenByHand() throws {
        try inFolder { paths in
            try NodeRecord().write(paths)
            for text in ["{}", #"{"name":null,"podCIDRs":null}"#, #"{"podCIDRs":[],"other":1}"#] {
                try write(text, to: paths.nodeRecord)
                #expect(try NodeRecord.read(paths) == NodeRecord())
            }
            try write(#"{"podCIDRs":["10.0.0.0/24"]}"#, to: paths.nodeRecord)
            #expect(try NodeRecord.read(paths) == NodeRecord(podCIDRs: node("10.0.0.0/24").podCIDRs))
        }
    }

    @Test(arguments: [
        ("", "line 1, column 0: '[' or '{' expected near end of file"),
        ("{\"name\":\"a\",\n", "line 2, column 0: string or '}' expected near end of file"),
        ("[]", "it is an array, not an object"),
        (#"{"name":5}"#, "name is a number, not a string"),
        (#"{"podCIDRs":"10.0.0.0/24"}"#, "podCIDRs is a string, not an array"),
        (#"{"podCIDRs":[5]}"#, "podCIDRs holds a number, which is no network"),
        (#"{"podCIDRs":["10.0.0.1/24"]}"#, "podCIDRs holds 10.0.0.1/24, which is no network"),
        (#"{"podCIDRs":["10.0.0.0/24","10.0.0.0"]}"#, "podCIDRs holds 10.0.0.0, which is no network"),
    ])
    func refusesWhatIsNoRecord(_ text: String, _ reason: String) throws {
        try inFolder { paths in
            try NodeRecord().write(paths)
            try write(text, to: paths.nodeRecord)
            let error = try refusal { () throws(CNIError) in _ = try NodeRecord.read(paths) }
            #expect(error.code == .inputOutput)
            #expect(error.message == "the node record cannot be read")
            #expect(error.details == "\(paths.nodeRecord): \(reason); write it anew with: calico-ipam node set --name NAME --pod-cidr CIDR[,CIDR]")
        }
    }

    @Test func tellsWhyItCannotBeReadOrWritten() throws {
        try inFolder { paths in
            // A folder stands where the file belongs.
            try NodeRecord().write(StatePaths(configured: paths.nodeRecord, environment: nil))
            let unread = try refusal { () throws(CNIError) in _ = try NodeRecord.read(paths) }
            #expect(unread.code == .inputOutput)
            #expect(unread.details.hasPrefix("\(paths.nodeRecord): Is a directory; write it anew"))
            let unwritten = try refusal { () throws(CNIError) in try NodeRecord().write(paths) }
            #expect(unwritten.code == .inputOutput)
            #expect(unwritten.message == "the node record cannot be written")
            let details = "rename \(paths.nodeRecord): Is a directory; run as root and check that \(paths.persistent) is writable and not full"
            #expect(unwritten.details == details)
        }
    }
}
