import Foundation
import TestSupport
import Testing

@testable import Commands

/// Plays the transcripts of TestFixtures/calicoctl/transcripts, each on a datastore of its own.
///
/// With CALICO_RECORD=1 in the environment the files are written anew, for a person to look through with `git diff`.
@Suite(.needsCalicoctl) struct TranscriptTests {
    static let folder = Fixtures.folder.appending(path: "transcripts")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []).sorted()

    @Test func areThere() { #expect(Self.names.count >= 30) }

    @Test(arguments: names)
    func printsWhatItIsExpectedTo(_ name: String) throws {
        let path = Self.folder.appending(path: name).path(percentEncoded: false)
        let expected = Transcript(parsing: try contents(path))
        try withTemporaryFolder { state in
            let played = try expected.played(state: state)
            if ProcessInfo.processInfo.environment["CALICO_RECORD"] == "1" { return try write(played.text, to: path) }
            for (one, other) in zip(expected.steps, played.steps) {
                #expect(one.output == other.output, "$ \(one.command)")
            }
        }
    }
}
