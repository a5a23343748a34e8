import Foundation
import Glibc
import TestSupport
import Testing

/// `get --watch` as a process that runs beside others.
@Suite(.needsCalicoctl) struct WatchTests {
    /// A running watch whose lines can be waited for.
    private final class Watch {
        private let process = Process()
        private let lines: FileHandle
        private var buffer = ""

        init(_ arguments: [String], state: String) throws {
            let pipe = Pipe()
            lines = pipe.fileHandleForReading
            process.executableURL = URL(filePath: Program.path)
            process.arguments = arguments
            process.environment = ["CALICO_STATE_DIR": state]
            process.standardOutput = pipe
            try process.run()
        }

        /// Everything up to a text, waiting for it; what there was if the program ends before.
        func read(to end: String) -> String {
            while true {
                if let range = buffer.range(of: end) {
                    defer { buffer.removeSubrange(..<range.upperBound) }
                    return String(buffer[..<range.upperBound])
                }
                let data = lines.availableData
                guard !data.isEmpty else { return buffer }
                buffer += String(decoding: data, as: UTF8.self)
            }
        }

        /// Presses Ctrl-C.
        /// - Returns: What was printed behind what was read, and the status; a signal's number with 128 more.
        func interrupt() -> (rest: String, status: Int32) {
            kill(process.processIdentifier, SIGINT)
            let rest = buffer + String(decoding: (try? lines.readToEnd()) ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (rest, process.terminationStatus + (process.terminationReason == .exit ? 0 : 128))
        }
    }

    private func calicoctl(_ arguments: String..., state: String) throws {
        let outcome = try Program.run(arguments, state: state)
        #expect(outcome.status == 0, "\(arguments) \(outcome.diagnostics)")
    }

    @Test func rowsFollowChanges() throws {
        try withTemporaryFolder { state in
            try calicoctl("create", "-f", "kinds/Tier.yaml", state: state)
            let watch = try Watch(["get", "tiers", "-w"], state: state)
            let table = watch.read(to: "platform        100        \n")
            #expect(table.hasPrefix("NAME            ORDER      \n"))
            try calicoctl("patch", "tier", "platform", "-p", "{spec: {order: 7}}", state: state)
            #expect(watch.read(to: "\n") == "platform        7          \n")
            try calicoctl("create", "-f", "kinds/Node.yaml", state: state)
            try calicoctl("delete", "tier", "platform", state: state)
            #expect(watch.read(to: "\n") == "platform        7          DELETED\n")
            let (rest, status) = watch.interrupt()
            #expect(rest.isEmpty)
            #expect(status == 0)
        }
    }

    @Test func documentsAreApart() throws {
        try withTemporaryFolder { state in
            try calicoctl("create", "-f", "kinds/NetworkSet.yaml", state: state)
            let watch = try Watch(["get", "netsets", "ns1", "--watch", "-o", "yaml"], state: state)
            #expect(watch.read(to: "192.0.2.0/24\n").hasPrefix("apiVersion: projectcalico.org/v3\nkind: NetworkSet\n"))
            try calicoctl("label", "netsets", "ns1", "a=b", state: state)
            #expect(watch.read(to: "192.0.2.0/24\n").hasPrefix("---\napiVersion"))
            try calicoctl("delete", "netsets", "ns1", state: state)
            #expect(watch.read(to: "192.0.2.0/24\n").hasPrefix("---\n# DELETED\napiVersion"))
            #expect(watch.interrupt().status == 0)
        }
    }

    @Test func linesOfJSONTellWhatHappened() throws {
        try withTemporaryFolder { state in
            try calicoctl("create", "-f", "kinds/NetworkSet.yaml", state: state)
            let watch = try Watch(["get", "netsets", "-A", "-w", "-o", "json", "--selector", "set == 'b'"], state: state)
            #expect(watch.read(to: "\n").hasPrefix("{\"type\":\"ADDED\",\"object\":{\"kind\":\"NetworkSet\""))
            try calicoctl("label", "netsets", "ns1", "set=c", "--overwrite", state: state)
            #expect(watch.read(to: "\n").hasPrefix("{\"type\":\"DELETED\""))
            try calicoctl("label", "netsets", "ns1", "set=b", "--overwrite", state: state)
            #expect(watch.read(to: "\n").hasPrefix("{\"type\":\"ADDED\""))
            #expect(watch.interrupt().status == 0)
        }
    }

    @Test func aWatchOfNothingWaits() throws {
        try withTemporaryFolder { state in
            let watch = try Watch(["get", "netsets", "-w", "-o", "name"], state: state)
            let (rest, status) = watch.interrupt()
            #expect(rest.isEmpty)
            #expect(status == 0 || status == 128 + SIGINT)
        }
    }

    @Test(arguments: [["get", "tiers,nodes", "-w"], ["get", "netsets", "-w", "-f", "kinds/Tier.yaml"], ["get", "-w"]])
    func refusesWhatCannotBeWatched(_ arguments: [String]) throws {
        try withTemporaryFolder { (state: String) throws in
            #expect(try Program.run(arguments, state: state).status == 64)
        }
    }
}
