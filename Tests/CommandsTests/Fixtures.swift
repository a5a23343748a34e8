import Foundation

/// Data files of TestFixtures/calicoctl.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/calicoctl").standardized

    static func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    static func octets(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    static func text(_ name: String) throws -> String { String(decoding: try octets(name), as: UTF8.self) }
}
