import Foundation
import Glibc
import NodeProtocol
import NodeServer
import Testing

/// Other users at the other end, as the kernel tells.
@Suite(.enabled(if: geteuid() == 0, "only root becomes somebody else")) struct CredentialsTests {
    private static let script = """
        import socket,struct,sys
        s=socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect(sys.argv[1])
        for verb in sys.argv[2:]:
            m=('{"verb":"%s"}'%verb).encode(); s.sendall(struct.pack('>I',len(m))+m)
            n=struct.unpack('>I',s.recv(4,socket.MSG_WAITALL))[0]; print(s.recv(n,socket.MSG_WAITALL).decode())
        """

    private static func ask(_ served: Served, as options: [String], _ verbs: String...) async throws -> [String] {
        let text = try await served.apart { path in
            try Command.run(["setpriv"] + options + ["/usr/bin/python3", "-c", script, path] + verbs)
        }
        return text.split(separator: "\n").map { String($0) }
    }

    /// The test's folder lies in /tmp; the socket is opened to all, so that the server decides and not the file.
    private static func run(_ access: AccessRules, _ body: @Sendable (Served) async throws -> Void) async throws {
        try await Served.run(access: access) { (served: Served) async throws in
            chmod(served.path, 0o666)
            try await body(served)
        }
    }

    @Test func strangersAreRefused() async throws {
        try await Self.run(AccessRules()) { (served: Served) async throws in
            let answers = try await Self.ask(served, as: ["--reuid=65534", "--regid=65534", "--clear-groups"], "status", "reload")
            #expect(
                answers == [
                    #"{"ok":false,"error":"user 65534 may not ask for status; ask as root"}"#,
                    #"{"ok":false,"error":"user 65534 may not ask for reload; ask as root"}"#,
                ])
        }
    }

    @Test(arguments: [["--regid=4242", "--clear-groups"], ["--regid=65534", "--groups=77,4242"]])
    func membersOfTheGroupMayRead(_ options: [String]) async throws {
        try await Self.run(AccessRules(readingGroups: [4242])) { (served: Served) async throws in
            let answers = try await Self.ask(served, as: ["--reuid=65534"] + options, "health", "reload", "settings")
            #expect(answers.count == 3)
            #expect(answers.first?.hasPrefix(#"{"ok":true,"health""#) == true)
            #expect(answers.dropFirst().first?.contains("may not ask for reload, which changes something") == true)
            #expect(answers.last?.hasPrefix(#"{"ok":true,"settings""#) == true)
        }
    }

    @Test func aMemberOfVeryManyGroups() async throws {
        let groups = (10_000..<10_300).map { "\($0)" }.joined(separator: ",")
        try await Self.run(AccessRules(readingGroups: [10_299])) { (served: Served) async throws in
            let answers = try await Self.ask(served, as: ["--reuid=65534", "--regid=65534", "--groups=\(groups)"], "health")
            #expect(answers.first?.hasPrefix(#"{"ok":true,"health""#) == true)
        }
    }

    @Test func theFileKeepsOthersOut() async throws {
        try await Served.run { (served: Served) async throws in
            let words = try await served.apart { path in
                try Command.run([
                    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c",
                    "import socket,sys,errno\ntry: socket.socket(socket.AF_UNIX).connect(sys.argv[1])\nexcept OSError as e: print(errno.errorcode[e.errno])",
                    path,
                ])
            }
            #expect(words == "EACCES\n")
        }
    }
}
