import Foundation
import Glibc
import Testing

/// The executables under test and those of Debian beside them.
enum Programs {
    /// CALICO_BIN, else the folder `bin` of the package.
    static let folder: String =
        ProcessInfo.processInfo.environment["CALICO_BIN"].flatMap { $0.isEmpty ? nil : $0 } ?? packageRoot.appending(path: "bin").path

    /// The plugins of Debian's package containernetworking-plugins.
    static let debianFolder = "/usr/lib/cni"

    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    /// Where `CNI_PATH` leads.
    static let searchPath = "\(folder):\(debianFolder)"

    static func path(_ name: String) -> String {
        ["\(folder)/\(name)", "\(debianFolder)/\(name)"].first { access($0, X_OK) == 0 } ?? "\(folder)/\(name)"
    }

    /// Why tests that need these programs cannot run; nil when they can. A path counts as it is, a name is looked for.
    static func obstacle(_ names: [String]) -> String? {
        guard geteuid() == 0 else { return "not root: network namespaces need CAP_SYS_ADMIN" }
        for name in names where access(name.hasPrefix("/") ? name : path(name), X_OK) != 0 {
            return "no executable \(name) in \(folder) or \(debianFolder); run `make build`, or name the folder in CALICO_BIN"
        }
        return nil
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, with the reason, where these programs or the rights to use them are missing.
    static func needs(_ names: String...) -> Self {
        let obstacle = Programs.obstacle(names)
        return .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? ""))
    }
}
