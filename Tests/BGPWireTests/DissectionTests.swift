internal import Addresses
internal import BGPWire
internal import Foundation
internal import TestSupport
internal import Testing

/// What is encoded is read by somebody else's dissector without complaint.
@Suite struct DissectionTests {
    private static let tshark = ["/usr/bin/tshark", "/usr/local/bin/tshark"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: tshark != nil, "needs tshark (Debian package tshark)"))
    func messagesDissectWithoutAMalformedMark() throws {
        let messages = try Self.messages()
        try withTemporaryFolder { folder in
            let capture = folder + "/bgp.pcap"
            try Data(Self.capture(messages)).write(to: URL(filePath: capture))
            let process = Process()
            process.executableURL = URL(filePath: try #require(Self.tshark))
            process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
            process.arguments = ["-r", capture, "-d", "tcp.port==179,bgp", "-V"]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            for packet in text.components(separatedBy: "\n\n") {
                for word in ["Malformed", "malformed", "Expert Info (Error", "Invalid", "exceeds"] where packet.contains(word) {
                    Issue.record("\(word): \(packet)")
                }
            }
            let lines = text.split(separator: "\n")
            for (words, least) in [
                ("OPEN Message", 1), ("UPDATE Message", 6), ("KEEPALIVE Message", 1), ("NOTIFICATION Message", 3), ("ROUTE-REFRESH Message", 3),
                ("Path Attribute - MP_REACH_NLRI", 2), ("Path Attribute - MP_UNREACH_NLRI", 2), ("Path Attribute - LARGE_COMMUNITY", 1),
                ("Path Attribute - CLUSTER_LIST", 1), ("NLRI prefix: 20.0.0.0", 1), ("MP Reach NLRI IPv6 prefix: 2001:db8:1::", 1),
            ] {
                #expect(lines.filter { $0.contains(words) }.count >= least, "\(words)")
            }
        }
    }

    /// One message of every kind and form.
    private static func messages() throws -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for row in OpenTests.good where row.isCanonical {
            var out: [UInt8] = []
            try row.want.encode(into: &out)
            messages.append(out)
        }
        messages.append(KeepaliveMessage.octets)
        for row in UpdateEncoderTests.rows where !row.name.contains("identifier") && !row.name.contains("without 4-octet") && !row.octets.isEmpty {
            messages.append(try row.make())
        }
        for row in AttributeTests.rows where row.fourOctetAS {
            var attributes = AttributeTests.plain
            row.change(&attributes)
            var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
            try encoder.announce(with: EncodedAttributes(attributes, family: .ipv4Unicast, options: EncodingOptions()))
            encoder.add(IPv4Prefix(address: 0x1400_0000, length: 24))
            messages.append(encoder.take())
        }
        for notification in [
            NotificationMessage.cease(.administrativeShutdown, communication: "maintenance"), .holdTimerExpired, .open(.badPeerAS, data: [0xfc, 1]),
            .maximumPrefixes(1000, of: .ipv4Unicast),
        ] {
            var out: [UInt8] = []
            notification.encode(into: &out)
            messages.append(out)
        }
        for subtype in [RouteRefreshMessage.Subtype.request, .beginning, .end] {
            var out: [UInt8] = []
            RouteRefreshMessage(.ipv6Unicast, subtype: subtype).encode(into: &out)
            messages.append(out)
        }
        return messages
    }

    /// A capture file: each message in a TCP segment of its own, IPv4 without a link layer.
    private static func capture(_ messages: [[UInt8]]) -> [UInt8] {
        // libpcap: magic, version 2.4, zone, accuracy, longest packet, LINKTYPE_RAW.
        var out: [UInt8] = []
        for word in [0xa1b2_c3d4, 0x0002_0004, 0, 0, 65535, 101] as [UInt32] { out += big(word) }
        var sequence: UInt32 = 1
        for message in messages {
            let length = UInt32(40 + message.count)
            out += big(sequence) + big(0) + big(length) + big(length)
            out += [0x45, 0] + big(length).suffix(2) + [0, 0, 0x40, 0, 64, 6, 0, 0] + [10, 0, 0, 1] + [10, 0, 0, 2]
            out += [0, 179] + [0xc0, 0] + big(sequence) + big(1) + [0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0]
            out += message
            sequence += UInt32(message.count)
        }
        return out
    }

    private static func big(_ word: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
}
