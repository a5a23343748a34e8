import NodeSettings
import TestSupport
import Testing

@Suite struct OptionRowTests {
    @Test func everyOptionHasARow() {
        #expect(OptionTable.node.declarations.map(\.key) == OptionRow.all.map(\.key))
    }

    @Test(arguments: OptionRow.all)
    func isReadFromEachSource(_ row: OptionRow) throws {
        let option = try #require(OptionTable.node.declarations.first { $0.key == row.key })
        #expect(option.environment.contains(row.variable))
        for (source, settings) in try [
            (SettingSource.flag(option.flag), NodeConfiguration(flags: CommandLineFlags(["\(option.flag)=\(row.good)"]))),
            (.environment(row.variable), NodeConfiguration(environment: [row.variable: row.good])),
        ] {
            #expect(settings.effective[row.key]?.text == row.shown)
            #expect(settings.effective[row.key]?.source == source)
            #expect(settings.effective.entries.filter { $0.source != .standard }.map(\.declaration.key) == [row.key])
        }
        guard option.isInFile else { return }
        let file = SettingsFile(Array("\(row.key): \"\(row.good)\"\n".utf8), path: "/x.yaml")
        let settings = try NodeConfiguration(file: file)
        #expect(settings.effective[row.key]?.text == row.shown)
        #expect(settings.effective[row.key]?.source == .file("/x.yaml"))
    }

    @Test(arguments: OptionRow.all)
    func refusesABadValueFromEachSource(_ row: OptionRow) throws {
        let option = try #require(OptionTable.node.declarations.first { $0.key == row.key })
        var inputs: [(String, () throws -> NodeConfiguration)] = [
            ("flag \(option.flag)", { try NodeConfiguration(flags: CommandLineFlags(["\(option.flag)=\(row.bad)"])) }),
            ("environment \(row.variable)", { try NodeConfiguration(environment: [row.variable: row.bad]) }),
        ]
        if option.isInFile {
            let file = SettingsFile(Array("# first\n\(row.key): \"\(row.bad)\"\n".utf8), path: "/x.yaml")
            inputs.append(("/x.yaml, line 2", { try NodeConfiguration(file: file) }))
        }
        for (place, read) in inputs {
            let error = #expect(throws: SettingsError.self) { _ = try read() }
            #expect(error?.faults.count == 1)
            let fault = try #require(error?.faults.first)
            #expect(fault.place == place)
            #expect(fault.option == row.key)
            #expect(fault.value == row.bad)
            #expect(fault.reason.contains(option.allowed))
            #expect(error?.description.contains(row.bad) == true)
        }
    }

    @Test(arguments: OptionRow.all)
    func theFlagWinsOverTheVariableAndThatOverTheFile(_ row: OptionRow) throws {
        let option = try #require(OptionTable.node.declarations.first { $0.key == row.key })
        guard option.isInFile else { return }
        let standard = try NodeConfiguration().effective[row.key]
        let file = SettingsFile(Array("\(row.key): \"\(row.good)\"\n".utf8), path: "/x.yaml")
        let flags = CommandLineFlags(["\(option.flag)=\(row.good)"])
        let environment = [row.variable: row.good]
        #expect(try NodeConfiguration(flags: flags, environment: environment, file: file).effective[row.key]?.source == .flag(option.flag))
        #expect(try NodeConfiguration(environment: environment, file: file).effective[row.key]?.source == .environment(row.variable))
        // An empty variable is one that is not set.
        #expect(try NodeConfiguration(environment: [row.variable: ""], file: file).effective[row.key]?.source == .file("/x.yaml"))
        #expect(standard?.source == .standard)
        #expect(standard?.text.isEmpty == false)
    }

    /// What wins does not hide what is wrong below it.
    @Test func aBadValueThatAnotherSourceOverridesIsStillTold() throws {
        let error = #expect(throws: SettingsError.self) {
            _ = try NodeConfiguration(flags: CommandLineFlags(["--mtu", "1500"]), environment: ["CALICO_MTU": "many"])
        }
        #expect(error?.faults.map(\.place) == ["environment CALICO_MTU"])
    }

    /// What the list of effective settings shows can be written into a file.
    @Test(arguments: OptionRow.all)
    func whatIsShownIsReadAsTheSame(_ row: OptionRow) throws {
        let again = try NodeConfiguration(environment: [row.variable: row.shown])
        #expect(again.effective[row.key]?.text == row.shown)
        #expect(try NodeConfiguration(environment: [row.variable: row.good]).difference(from: again).isEmpty)
    }

    /// Random pieces of what might be written: each is taken or refused, and what is taken is shown in a form that is read again.
    @Test func anyTextIsTakenOrRefused() throws {
        var random = SeededGenerator(seed: 1)
        let pieces = [
            "1", "0", "9999999999999999999", ".", ":", "/", "-", "=", ",", "10.0.0.0", "fd00::", "/24", "s", "m", "all()", "can-reach=", "[", "\\",
            "\u{fc}",
        ]
        for option in OptionTable.node.declarations {
            for _ in 0..<50 {
                let text = (0...Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                guard let settings = try? NodeConfiguration(environment: [option.environment[0]: text]) else { continue }
                let shown = try #require(settings.effective[option.key])
                guard shown.isValue else { continue }
                let again = try NodeConfiguration(environment: [option.environment[0]: shown.text])
                #expect(again.effective[option.key]?.text == shown.text, "\(option.key) \(text)")
            }
        }
    }
}
