import Glibc
import NodeStartup
import TestSupport
import Testing

@Suite struct SecretTests {
    private func read(_ text: String, mode: mode_t = 0o600) throws -> (password: String?, error: StartupError?, remark: String?) {
        try withTemporaryFolder { folder in
            try runShell("mkdir '\(folder)/bgp'")
            try write(text, to: "\(folder)/bgp/rack1")
            chmod("\(folder)/bgp/rack1", mode)
            let secrets = SecretFiles(directory: folder)
            let remark = secrets.remark("bgp", "rack1")
            do throws(StartupError) { return (try secrets.password("bgp", "rack1"), nil, remark) } catch { return (nil, error, remark) }
        }
    }

    @Test(
        arguments: [
            ("secret\n", "secret"), ("secret", "secret"), ("secret\n\n", "secret\n"), (" se cret \n", " se cret "), ("\u{fc}ber", "\u{fc}ber"),
            (String(repeating: "x", count: 80) + "\n", String(repeating: "x", count: 80)), (String(repeating: "x", count: 81), nil), ("", nil),
            ("\n", nil),
            (String(repeating: "x", count: 5000), nil),
        ] as [(String, String?)])
    func isRead(_ text: String, _ want: String?) throws {
        let outcome = try read(text)
        #expect(outcome.password == want)
        #expect(outcome.remark == nil)
        if want == nil { #expect(outcome.error?.kind == .file && outcome.error?.details.contains("bgp/rack1") == true) }
        // A password is in no message.
        if text.utf8.count > 2 { #expect(outcome.error?.description.contains(text) != true) }
    }

    @Test(arguments: [(0o600, false), (0o640, false), (0o644, true), (0o604, true)] as [(mode_t, Bool)])
    func oneThatEverybodyReadsIsRemarked(_ mode: mode_t, _ isRemarked: Bool) throws {
        let outcome = try read("secret\n", mode: mode)
        #expect(outcome.password == "secret")
        #expect((outcome.remark != nil) == isRemarked)
        if isRemarked { #expect(outcome.remark?.contains("chmod o-r") == true) }
    }

    @Test(
        arguments: [
            ("..", "passwd"), ("bgp", "../../etc/passwd"), ("", "a"), ("a", ""), (".", "a"), ("a/b", "c"), ("a", "b\u{0}c"), ("a b", "c"),
            ("Bgp", "a"), ("b_gp", "a"), ("-bgp", "a"), ("bgp.", "a"), (String(repeating: "a", count: 254), "a"),
            ("a", String(repeating: "a", count: 254)), ("a", "b c"), ("a", "."), ("a", ".."),
        ])
    func namesThatLeadElsewhereAreRefused(_ name: String, _ key: String) {
        let secrets = SecretFiles(directory: "/etc")
        let error = #expect(throws: StartupError.self) { _ = try secrets.password(name, key) }
        #expect(error?.kind == .settings)
        #expect(secrets.remark(name, key) == nil)
    }

    @Test(arguments: [("bgp", "rack1"), ("bgp.east-1", "Rack_1.password-x"), ("0", "..data"), ("a", ".hidden")])
    func namesAsKubernetesHasThem(_ name: String, _ key: String) throws {
        try withTemporaryFolder { folder in
            try runShell("mkdir '\(folder)/\(name)'")
            try write("secret\n", to: "\(folder)/\(name)/\(key)")
            #expect(try SecretFiles(directory: folder).password(name, key) == "secret")
        }
    }

    /// As a mounted secret has it.
    @Test func linksAreFollowed() throws {
        try withTemporaryFolder { folder in
            try runShell("cd '\(folder)'; mkdir -p bgp/..1; printf secret > bgp/..1/rack1; ln -s ..1 bgp/..data; ln -s ..data/rack1 bgp/rack1")
            #expect(try SecretFiles(directory: folder).password("bgp", "rack1") == "secret")
        }
    }

    @Test(arguments: ["mkfifo bgp/rack1", "mkdir bgp/rack1", "ln -s /dev/zero bgp/rack1"])
    func whatIsNoFileIsNotWaitedFor(_ command: String) throws {
        try withTemporaryFolder { folder in
            try runShell("cd '\(folder)'; mkdir bgp; \(command)")
            let error = #expect(throws: StartupError.self) { _ = try SecretFiles(directory: folder).password("bgp", "rack1") }
            #expect(error?.kind == .file && error?.details.hasPrefix("\(folder)/bgp/rack1 is no file") == true)
        }
    }

    @Test func octetsThatAreNoTextAreRefused() throws {
        try withTemporaryFolder { folder in
            try runShell("cd '\(folder)'; mkdir bgp; printf '\\377\\376' > bgp/rack1")
            let error = #expect(throws: StartupError.self) { _ = try SecretFiles(directory: folder).password("bgp", "rack1") }
            #expect(error?.kind == .file && error?.details.contains("2 octets") == true)
        }
    }

    @Test func oneThatIsMissingIsTold() {
        let error = #expect(throws: StartupError.self) { _ = try SecretFiles(directory: "/nowhere").password("bgp", "rack1") }
        #expect(error?.kind == .file && error?.mayPass == true && error?.details.hasPrefix("/nowhere/bgp/rack1 is not there") == true)
    }
}
