import CNISpec
import Foundation
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("CNI_NETNS", .needs("calico"))
struct NamespaceTests {
    @Test(arguments: ["ADD", "CHECK", "DEL"])
    func ofThePluginItselfIsRefusedAndNothingIsTouched(_ verb: String) throws {
        try TestNode.run { node in
            try node.host.shell("ip link add eth0 type bridge")
            let before = try node.host.view()
            var network = node.network()
            network["prevResult"] = ["cniVersion": "1.0.0", "interfaces": [], "ips": []]
            try node.fail(verb, node.pod(), network, code: .ownNamespace, ["the plugin's own"], netns: node.host.path)
            let after = try node.host.view()
            #expect(after.links == before.links)
            #expect(after.addresses == before.addresses)
            #expect(after.routes == before.routes)
            #expect(try node.records() == [])
        }
    }

    @Test
    func ofThePluginItselfStillLetsARecordGo() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            try node.del(pod, netns: node.host.path)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: ["/run/netns/none", "/nowhere/at/all", "relative", "/proc/99999999/ns/net"])
    func thatIsMissingIsAnUnknownContainer(_ path: String) throws {
        try TestNode.run { node in
            try node.fail("ADD", node.pod(), code: .unknownContainer, ["CNI_NETNS", path], netns: path)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: ["/etc/passwd", "/", "/dev/null", "/proc/self/ns/mnt", "/proc/self/ns/uts"])
    func thatIsNoNetworkNamespaceIsAnUnknownContainer(_ path: String) throws {
        try TestNode.run { node in
            try node.fail("ADD", node.pod(), code: .unknownContainer, ["CNI_NETNS", path, "not a namespace"], netns: path)
            try node.expectNothingLeft()
        }
    }

    @Test
    func aPlainFileIsNotRead() throws {
        try TestNode.run { node in
            // A pipe without a writer would block whoever opens it.
            try node.host.shell("mkfifo \(node.stateFolder)/pipe")
            let start = ContinuousClock().now
            _ = try node.run("DEL", node.pod(), netns: "\(node.stateFolder)/no-pipe")
            #expect(ContinuousClock().now - start < .seconds(5))
        }
    }
}

@Suite("A plugin that crashes", .needs("calico"))
struct CrashTests {
    @Test(arguments: [SIGBUS, SIGILL, SIGTRAP, SIGSEGV, SIGFPE, SIGABRT])
    func stillAnswersWithAnErrorObject(_ signal: Int32) throws {
        try TestNode.run { node in
            let answer = try Self.answer(node, to: signal)
            expectError(answer, code: .internalFault, ["the plugin crashed", "calico-ipam check"])
            #expect(answer.json["cniVersion"]?.string != nil)
            try node.expectNothingLeft()
        }
    }

    @Test
    func orWaitsTooLongForTheStoreAsksToTryAgain() throws {
        try TestNode.run { node in expectError(try Self.answer(node, to: SIGALRM), code: .tryAgainLater, ["the node store is locked"]) }
    }

    /// What an ADD that waits for its configuration answers to a signal.
    private static func answer(_ node: TestNode, to signal: Int32) throws -> PluginAnswer {
        let pod = try node.pod()
        let process = Process()
        process.executableURL = URL(filePath: Programs.path("calico"))
        process.environment = [
            "CNI_COMMAND": "ADD", "CNI_CONTAINERID": pod.id, "CNI_NETNS": pod.namespace.path, "CNI_IFNAME": "eth0", "CNI_PATH": Programs.searchPath,
            "CALICO_STATE_DIR": node.stateFolder,
        ]
        let (input, output, diagnostics) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, diagnostics)
        try node.host.run { try process.run() }
        try waitUntilItReads(process.processIdentifier)
        kill(process.processIdentifier, signal)
        // One that takes no notice goes on and ends with another error.
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: diagnostics.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        return PluginAnswer(status: process.terminationStatus, output: text, diagnostics: words)
    }

    /// Until the process is in read(2) of its standard input (proc(5): /proc/PID/syscall).
    private static func waitUntilItReads(_ process: Int32) throws {
        let deadline = ContinuousClock().now + .seconds(10)
        while ContinuousClock().now < deadline {
            let call = (try? String(contentsOfFile: "/proc/\(process)/syscall", encoding: .utf8)) ?? ""
            if call.hasPrefix("0 0x0 ") { return }
            usleep(1000)
        }
        throw POSIXFailure(operation: "wait for the plugin to read", code: ETIMEDOUT)
    }
}
