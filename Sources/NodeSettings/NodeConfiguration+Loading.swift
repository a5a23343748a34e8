internal import Slim

extension NodeConfiguration {
    /// The settings of a process: its flags, its environment and the settings file that one of them names, else the standard one.
    ///
    /// A standard file that is not there is no fault. SIGHUP reads again with this and takes the ``difference(from:)``.
    /// - Parameters:
    ///   - arguments: Behind the program's name and the verb.
    ///   - standardFile: Read where no other is named.
    public static func load(
        arguments: [String], environment: [String: String], standardFile: String = NodeConfiguration.standardFile
    ) throws(SettingsError) -> NodeConfiguration {
        let table = OptionTable.node
        let flags = CommandLineFlags(arguments, table)
        let variables = EnvironmentSettings(environment, table)
        let named = (flags.given + variables.given).first { $0.key == "config" && $0.text.hasPrefix("/") }
        let path = named?.text ?? standardFile
        var (file, faults): (SettingsFile?, [SettingFault]) = (nil, [])
        do throws(StandardStreams.ReadError) {
            file = SettingsFile(try StandardStreams.readFile(path), path: path, table)
        } catch {
            if named != nil || !error.isNotThere {
                faults.append(SettingFault(place: named?.place ?? "settings file", value: path, reason: "cannot be read: \(error)"))
            }
        }
        do throws(SettingsError) {
            let configuration = try NodeConfiguration(flags: flags, environment: environment, file: file, table)
            guard faults.isEmpty else { throw SettingsError(faults: faults) }
            return configuration
        } catch { throw SettingsError(faults: faults.filter { !error.faults.contains($0) } + error.faults) }
    }

    /// The variables of this process.
    public static var processEnvironment: [String: String] {
        var variables: [String: String] = [:]
        for entry in ProcessEnvironment.entries() {
            guard let sign = entry.firstIndex(of: "=") else { continue }
            variables[String(entry[..<sign])] = String(entry[entry.index(after: sign)...])
        }
        return variables
    }
}
