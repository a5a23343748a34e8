import Documents
import Foundation
import JSON
import Testing

/// The path of a file in TestFixtures/documents.
func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/documents/\(name)").standardizedFileURL.path(
        percentEncoded: false)
}

/// The rows of a table in TestFixtures/documents.
func table(_ name: String) throws -> [JSONValue] {
    try #require(try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: fixture(name)))), options: .rejectDuplicates).array)
}

/// All documents of a text.
func documents(
    _ text: String, name: String = "file.yaml", limits: ReadingLimits = ReadingLimits(), takesListsApart: Bool = true
) throws(DocumentError) -> [Document] {
    var reader = try DocumentReader(Array(text.utf8), name: name, limits: limits, takesListsApart: takesListsApart)
    var documents: [Document] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
}

/// The values of all documents of a text.
func values(_ text: String) throws(DocumentError) -> [JSONValue] { try documents(text).map(\.value) }

/// Runs `body` on a thread whose stack has 512 KiB.
func onSmallStack<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result(catching: body)) }
        thread.stackSize = 512 << 10
        thread.start()
    }
}
