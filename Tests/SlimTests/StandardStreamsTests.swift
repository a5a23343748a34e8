import CLinux
import Glibc
import TestSupport
import Testing

@testable import Slim

@Suite struct StandardStreamsTests {
    /// 8192 octets are read at a time.
    @Test(arguments: [
        (0, 0, true), (1, 0, false), (10, 10, true), (11, 10, false), (8192, 8192, true), (8193, 8192, false), (100_000, 100_000, true),
    ])
    func readsFilesUpToALimit(_ count: Int, _ limit: Int, _ fits: Bool) throws {
        try withTemporaryFolder { folder in
            try write(String(repeating: "x", count: count), to: "\(folder)/file")
            guard fits else {
                let error = try #require(throws: StandardStreams.ReadError.self) { try StandardStreams.readFile("\(folder)/file", limit: limit) }
                #expect(error.description == "more than \(limit) octets")
                #expect(!error.isNotThere)
                return
            }
            #expect(try StandardStreams.readFile("\(folder)/file", limit: limit) == [UInt8](repeating: 120, count: count))
        }
    }

    @Test func stopsReadingWhatHasNoEnd() {
        #expect(throws: StandardStreams.ReadError.self) { try StandardStreams.readFile("/dev/zero", limit: 100_000) }
    }

    @Test(arguments: [
        ("/no/such/file", "No such file or directory", true), ("/", "Is a directory", false), ("/dev/null/x", "Not a directory", false),
    ])
    func tellsWhyAFileCannotBeRead(_ path: String, _ reason: String, _ isNotThere: Bool) throws {
        let error = try #require(throws: StandardStreams.ReadError.self) { try StandardStreams.readFile(path) }
        #expect(error.description == reason)
        #expect(error.isNotThere == isNotThere)
    }

    /// What comes through a pipe comes in pieces.
    @Test func readsAPipeToItsEnd() throws {
        var ends: [Int32] = [-1, -1]
        try #require(clinux_pipe(&ends) == 0)
        defer { close(ends[0]) }
        for part in ["one ", "two ", "é"] { #expect(StandardStreams.writeAll(ends[1], part)) }
        close(ends[1])
        #expect(String(decoding: try StandardStreams.readAll(ends[0], limit: 100), as: UTF8.self) == "one two é")
    }

    @Test func tellsThatNothingCanBeWritten() throws {
        let full = clinux_open("/dev/full", O_WRONLY, 0)
        try #require(full >= 0)
        defer { close(full) }
        #expect(!StandardStreams.writeAll(full, "text"))
        #expect(StandardStreams.writeAll(full, ""))
        #expect(!StandardStreams.writeAll(-1, "text"))
    }
}
