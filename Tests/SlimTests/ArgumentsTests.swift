import Testing

@testable import Slim

@Suite struct ArgumentsTests {
    private static let address = Arguments.Option("--ip", .value("A"), "An address")
    private static let file = Arguments.Option("--config", .list("FILE"), "A file")
    private static let form = Arguments.Option("--output", letter: "-o", .choice(["table", "json"]), "The form")
    private static let force = Arguments.Option("--force", letter: "-f", .flag, "By force")
    private static let folder = Arguments.Option("--state-dir", .value("D"), "The folder")
    private static let program = Arguments.Command(
        "tool", "Does things", options: [folder, .help, .version],
        commands: [
            Arguments.Command("show", "Shows things", notes: ["A note."], options: [address, file, form, force]),
            Arguments.Command("node", "Is about the node", commands: [Arguments.Command("set", "Sets it"), Arguments.Command("get", "Gets it")]),
        ])

    private func arguments(_ words: [String]) throws -> Arguments {
        guard case .run(let arguments) = try Self.program.read(words) else { throw Arguments.Refusal(reason: "no command", help: "") }
        return arguments
    }

    @Test(arguments: [
        ["show", "--ip", "1.2.3.4", "-o", "json", "--state-dir", "/d"], ["--state-dir", "/d", "show", "--ip=1.2.3.4", "--output=json"],
        ["--state-dir=/d", "show", "-ojson", "--ip", "1.2.3.4"],
    ])
    func readsEveryWayOfWritingAValue(_ words: [String]) throws {
        let arguments = try arguments(words)
        #expect(arguments.command == ["show"])
        #expect(arguments.value(Self.address) == "1.2.3.4")
        #expect(arguments.value(Self.form) == "json")
        #expect(arguments.value(Self.folder) == "/d")
        #expect(!arguments.has(Self.force))
    }

    @Test func keepsRepeatedValuesInOrder() throws {
        let arguments = try arguments(["show", "--config", "a", "-f", "--config=b", "--config", ""])
        #expect(arguments.values(Self.file) == ["a", "b", ""])
        #expect(arguments.has(Self.force))
    }

    @Test func findsTheCommandBelowACommand() throws {
        #expect(try arguments(["node", "set"]).command == ["node", "set"])
    }

    struct Row: Sendable {
        let words: [String]
        let reason: String
        let help: String
    }

    @Test(arguments: [
        Row(words: ["shwo"], reason: "unknown command \"shwo\" (did you mean show?)", help: "tool --help"),
        Row(words: ["frobnicate"], reason: "unknown command \"frobnicate\" (the commands are show or node)", help: "tool --help"),
        Row(words: ["node", "sett"], reason: "unknown command \"sett\" (did you mean set?)", help: "tool node --help"),
        Row(words: ["node"], reason: "node needs a command: set or get", help: "tool node --help"),
        Row(words: ["--state-dir", "/d"], reason: "tool needs a command: show or node", help: "tool --help"),
        Row(words: ["show", "--pi", "x"], reason: "unknown option --pi (did you mean --ip?)", help: "tool show --help"),
        Row(words: ["show", "--conf=x"], reason: "unknown option --conf (did you mean --config?)", help: "tool show --help"),
        Row(words: ["show", "--frobnicate"], reason: "unknown option --frobnicate", help: "tool show --help"),
        Row(words: ["show", "-x"], reason: "unknown option -x", help: "tool show --help"),
        Row(words: ["show", "--ip"], reason: "--ip needs a value", help: "tool show --help"),
        Row(words: ["show", "--ip", "--force"], reason: "--ip needs a value", help: "tool show --help"),
        Row(words: ["show", "--ip", "a", "--ip", "b"], reason: "--ip is given twice", help: "tool show --help"),
        Row(words: ["show", "--force=yes"], reason: "--force takes no value", help: "tool show --help"),
        Row(words: ["show", "-o", "jsno"], reason: "--output is \"jsno\" (did you mean json?)", help: "tool show --help"),
        Row(words: ["show", "-o", "yaml"], reason: "--output is \"yaml\" (write one of table, json)", help: "tool show --help"),
        Row(words: ["show", "10.0.0.1"], reason: "unexpected argument \"10.0.0.1\"", help: "tool show --help"),
    ])
    func refusesWithTheNearestName(_ row: Row) {
        #expect(throws: Arguments.Refusal(reason: row.reason, help: row.help)) { try Self.program.read(row.words) }
    }

    @Test func helpListsOwnAndSharedOptions() throws {
        guard case .help(let text) = try Self.program.read(["show", "--ip", "x", "-h"]) else {
            Issue.record("no help")
            return
        }
        #expect(
            text == """
                Usage: tool show [options]

                Shows things.

                A note.

                Options:
                      --ip A               An address
                      --config FILE        A file
                  -o, --output table|json  The form
                  -f, --force              By force
                      --state-dir D        The folder
                  -h, --help               Print this help and exit
                  -v, --version            Print the version and exit

                """)
    }

    @Test func helpOfTheProgramListsItsCommands() throws {
        guard case .help(let text) = try Self.program.read(["--help"]) else {
            Issue.record("no help")
            return
        }
        #expect(text.hasPrefix("Usage: tool COMMAND [options]\n\nDoes things.\n\nCommands:\n  show  Shows things\n  node  Is about the node\n"))
    }

    @Test func versionIsAskedForAnywhere() throws {
        for words in [["-v"], ["show", "--version"]] {
            guard case .version = try Self.program.read(words) else {
                Issue.record("\(words)")
                continue
            }
        }
    }
}
