import Documents
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct FileTests {
    private static func names(_ path: String, recursive: Bool = false) throws -> [String] {
        var files = try DocumentFiles(path, recursive: recursive)
        var names: [String] = []
        while let document = try files.next() { names.append(try #require(document.value["n"]?.string)) }
        return names
    }

    private static func withTree<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
        try withTemporaryFolder { folder throws in
            for sub in ["/sub", "/sub/deep", "/empty"] {
                try FileManager.default.createDirectory(atPath: folder + sub, withIntermediateDirectories: false)
            }
            for (file, text) in [
                ("b.yaml", "n: b\n---\nn: b2\n"), ("a.yml", "n: a\n"), ("c.json", "{\"n\": \"c\"} {\"n\": \"c2\"}"), ("README.md", "n: other\n"),
                ("d.yaml.orig", "n: other\n"),
                ("sub/e.yaml", "n: e\n"), ("sub/deep/f.json", "{\"n\": \"f\"}"), ("sub/notes.txt", "[[["), ("nothing.yaml", "# only\n---\n"),
            ] { try write(text, to: "\(folder)/\(file)") }
            return try body(folder)
        }
    }

    @Test func readsAFolderInOrder() throws {
        try Self.withTree { folder throws in
            #expect(try Self.names(folder) == ["a", "b", "b2", "c", "c2"])
            #expect(try Self.names(folder + "/") == ["a", "b", "b2", "c", "c2"])
            #expect(try Self.names(folder, recursive: true) == ["a", "b", "b2", "c", "c2", "f", "e"])
            #expect(try Self.names(folder + "/empty", recursive: true).isEmpty)
            #expect(try Self.names(folder + "/d.yaml.orig") == ["other"])
        }
    }

    @Test func tellsWhichFilesHadNothingInThem() throws {
        try Self.withTree { folder throws in
            var files = try DocumentFiles(folder)
            while try files.next() != nil {}
            #expect(files.empty == [folder + "/nothing.yaml"])
            #expect(files.files.map { $0.split(separator: "/").last } == ["a.yml", "b.yaml", "c.json", "nothing.yaml"])
        }
    }

    /// A link to a folder above is not walked again, a link to nowhere is not there, a link to a file is the file.
    @Test func followsLinksWithoutGoingInCircles() throws {
        try Self.withTree { folder throws in
            let manager = FileManager.default
            try manager.createSymbolicLink(atPath: folder + "/sub/up", withDestinationPath: "..")
            try manager.createSymbolicLink(atPath: folder + "/gone.yaml", withDestinationPath: "/nonexistent/x.yaml")
            try manager.createSymbolicLink(atPath: folder + "/link.yaml", withDestinationPath: "sub/e.yaml")
            #expect(try Self.names(folder, recursive: true) == ["a", "b", "b2", "c", "c2", "e", "f", "e"])
        }
    }

    @Test func goesOnWithTheNextFileAfterAnError() throws {
        try Self.withTree { folder throws in
            try write("n: b\n---\nn: [\n---\nn: b3\n", to: folder + "/b.yaml")
            var files = try DocumentFiles(folder)
            #expect(try files.next()?.value["n"] == "a")
            #expect(try files.next()?.value["n"] == "b")
            let error = try #require(throws: DocumentError.self) { try files.next() }
            #expect(error.file == folder + "/b.yaml" && error.document == 2)
            #expect(try files.next()?.value["n"] == "c")
        }
    }

    @Test func namesWhatCannotBeRead() throws {
        try withTemporaryFolder { folder throws in
            let missing = try #require(throws: DocumentError.self) { try DocumentFiles(folder + "/missing.yaml") }
            #expect(missing.description == "\(folder)/missing.yaml: cannot be read: No such file or directory")
            try write("a: 1\n", to: folder + "/x.yaml")
            var limited = try DocumentFiles(folder + "/x.yaml", limits: ReadingLimits(octets: 4))
            let large = try #require(throws: DocumentError.self) { try limited.next() }
            #expect(large.description == "\(folder)/x.yaml: more than 4 octets, which are the most that are read; split it into several files")
            var exact = try DocumentFiles(folder + "/x.yaml", limits: ReadingLimits(octets: 5))
            #expect(try exact.next()?.value == ["a": 1])
            // Listed, but gone when its turn comes.
            var gone = try DocumentFiles(folder)
            try FileManager.default.removeItem(atPath: folder + "/x.yaml")
            let error = try #require(throws: DocumentError.self) { try gone.next() }
            #expect(error.description == "\(folder)/x.yaml: cannot be opened: No such file or directory")
        }
    }

    @Test func readsStandardInput() throws {
        let pipe = Pipe()
        let text = "n: a\n---\nn: [\n"
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try pipe.fileHandleForWriting.close()
        var files = try DocumentFiles("-", standardInput: pipe.fileHandleForReading.fileDescriptor)
        #expect(files.files == ["standard input"])
        let document = try #require(try files.next())
        #expect(document.source == DocumentSource(file: "standard input", document: 1))
        let error = try #require(throws: DocumentError.self) { try files.next() }
        #expect(error.description.hasPrefix("standard input, document 2, line 3, column 5: the text ends where a value must stand"))
        #expect(try files.next() == nil)
    }

    @Test func readsMoreThanAPipeHolds() async throws {
        let pipe = Pipe()
        let text = String(repeating: "n: a\n---\n", count: 100_000)
        let writing = pipe.fileHandleForWriting
        async let written: Void = onOwnThread {
            try writing.write(contentsOf: Data(text.utf8))
            try writing.close()
        }
        var files = try DocumentFiles("-", standardInput: pipe.fileHandleForReading.fileDescriptor)
        var count = 0
        while try files.next() != nil { count += 1 }
        try await written
        #expect(count == 100_000)
    }
}
