internal import Foundation

/// Runs `body` with the path of a new, empty folder that is removed afterwards.
public func withTemporaryFolder<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calico-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path(percentEncoded: false))
}

/// The text of the file at `path`.
public func contents(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

/// Writes a file as it is, unlike the programs' own writer.
public func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

/// Names of the files in a folder, sorted.
public func entries(of folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
