import Glibc
import Slim
import TestSupport
import Testing

@Suite struct PluginProcessTests {
    /// Runs a script: a shell that reads it from standard input.
    private func run(_ script: String, environment: [String] = ["PATH=/usr/bin:/bin"], seconds: Int = 30) throws -> PluginProcess.Outcome {
        try PluginProcess.run("/bin/sh", environment: environment, input: Array(script.utf8), seconds: seconds)
    }

    @Test func findsTheFirstExecutableInItsFolders() throws {
        try withTemporaryFolder { folder in
            for name in ["one", "two"] { mkdir("\(folder)/\(name)", 0o755) }
            // One is a folder, one may not be executed: both are passed over.
            mkdir("\(folder)/one/host-local", 0o755)
            try write("", to: "\(folder)/one/static")
            for name in ["host-local", "static", "dhcp"] { symlink("/bin/sh", "\(folder)/two/\(name)") }
            symlink("/bin/sh", "\(folder)/one/dhcp")
            let folders = ["\(folder)/missing", "\(folder)/one", "\(folder)/two"]
            #expect(try PluginProcess.find("host-local", in: folders) == "\(folder)/two/host-local")
            #expect(try PluginProcess.find("static", in: folders) == "\(folder)/two/static")
            #expect(try PluginProcess.find("dhcp", in: folders) == "\(folder)/one/dhcp")
        }
    }

    @Test(arguments: ["", ".", "..", "/bin/sh", "../bin/sh", "bin/sh", "no-such-plugin", "sh/"])
    func findsNothingOutsideItsFolders(_ name: String) throws {
        let error = try #require(throws: PluginProcess.Failure.self) { try PluginProcess.find(name, in: ["/bin", "/"]) }
        guard case .notFound(name, ["/bin", "/"]) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func findsNothingWithoutFolders() {
        #expect(throws: PluginProcess.Failure.self) { try PluginProcess.find("sh", in: []) }
    }

    @Test func givesBothOutputsApart() throws {
        let outcome = try run("echo answer; echo remark >&2")
        #expect(outcome.status == 0)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "answer\n")
        #expect(String(decoding: outcome.diagnostics, as: UTF8.self) == "remark\n")
    }

    @Test(arguments: [("exit 0", 0), ("exit 3", 3), ("exit 255", 255), ("kill -KILL $$", 128 + SIGKILL), ("kill -PIPE $$", 128 + SIGPIPE)])
    func givesTheStatusOrTheSignal(_ script: String, _ status: Int32) throws {
        #expect(try run(script).status == status)
    }

    @Test func deliversTheInputWhole() throws {
        var generator = SeededGenerator(seed: 9)
        for count in [0, 1, 65_536, 1_000_003] {
            let input = generator.octets(count)
            #expect(try PluginProcess.run("/bin/cat", environment: [], input: input, seconds: 30).output == input, "\(count) octets")
        }
    }

    @Test func leavesInputThatNobodyReads() throws {
        let outcome = try PluginProcess.run("/bin/true", environment: [], input: [UInt8](repeating: 0, count: 1 << 20), seconds: 30)
        #expect(outcome.status == 0)
    }

    @Test func givesExactlyTheEnvironment() throws {
        let outcome = try run("env", environment: ["PATH=/usr/bin:/bin", "CNI_COMMAND=ADD", "EMPTY="])
        let variables = Set(String(decoding: outcome.output, as: UTF8.self).split(separator: "\n"))
        #expect(variables.isSuperset(of: ["PATH=/usr/bin:/bin", "CNI_COMMAND=ADD", "EMPTY="]))
        #expect(variables.allSatisfy { ["PATH", "CNI_COMMAND", "EMPTY", "PWD", "OLDPWD", "SHLVL", "_"].contains($0.split(separator: "=")[0]) })
    }

    /// More than the pipes hold, on both: neither waits for the other. Four MiB of each are kept, give or take a read.
    @Test func takesLargeOutputFromBothPipes() throws {
        let outcome = try run("head -c 3000000 /dev/zero >&2; head -c 6000000 /dev/zero; head -c 3000000 /dev/zero >&2")
        #expect(outcome.status == 0)
        for kept in [outcome.output, outcome.diagnostics] { #expect((4 << 20..<4 << 20 + 65536).contains(kept.count)) }
    }

    /// Also when it has closed its outputs before: it has not ended by that.
    @Test(arguments: ["exec sleep 20", "exec >&- 2>&-; exec sleep 20", "echo early; exec sleep 20"])
    func killsWhatDoesNotEnd(_ script: String) throws {
        let start = time(nil)
        let error = try #require(throws: PluginProcess.Failure.self) { try run(script, seconds: 1) }
        #expect(time(nil) - start < 10)
        guard case .tooSlow("/bin/sh", seconds: 1) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func waitsForWhatClosesItsOutputsAndEndsInTime() throws {
        #expect(try run("exec >&- 2>&-; sleep 0.1; exit 7").status == 7)
    }

    @Test(arguments: [("/no/such/program", ENOENT), ("/dev/null", EACCES), ("/", EACCES)])
    func tellsWhyNothingStarts(_ path: String, _ code: Int32) throws {
        let error = try #require(throws: PluginProcess.Failure.self) { try PluginProcess.run(path, environment: [], input: [], seconds: 1) }
        guard case .cannotStart(path, code) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func handsOnItsInputAsStandardInputOnly() throws {
        let outcome = try run("ls -l /proc/self/fd")
        let inputs = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").filter { $0.contains("memfd:calico") }
        #expect(inputs.count == 1)
        #expect(inputs.first?.contains(" 0 -> ") == true)
    }
}
