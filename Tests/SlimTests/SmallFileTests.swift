import Glibc
import Slim
import TestSupport
import Testing

@Suite struct SmallFileTests {
    @Test func replacesAFileAndLeavesNothingElse() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/node.json"
            for text in ["first, longer\n", "", "é€😀\n"] {
                try SmallFile.replace(path, with: text)
                #expect(try contents(path) == text)
                #expect(try entries(of: folder) == ["node.json"])
            }
        }
    }

    /// Whoever has the old file open goes on reading the old text.
    @Test func changesNothingInTheFileThatWasThere() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/file"
            try SmallFile.replace(path, with: "old")
            link(path, "\(folder)/same")
            try SmallFile.replace(path, with: "new")
            #expect(try contents("\(folder)/same") == "old")
            #expect(try contents(path) == "new")
        }
    }

    @Test func makesFoldersAndGivesModes() throws {
        try withTemporaryFolder { folder in
            try SmallFile.replace("\(folder)/a/b/c/file", with: "text", mode: 0o600)
            #expect(mode("\(folder)/a/b/c/file") == 0o600)
            let mask = umask(0)
            umask(mask)
            for made in ["a", "a/b", "a/b/c"] { #expect(mode("\(folder)/\(made)") == 0o755 & ~mask) }
            SmallFile.makeFolders("\(folder)/a/b")
            SmallFile.makeFolders("\(folder)/x/y/")
            #expect(try entries(of: "\(folder)/x") == ["y"])
        }
    }

    /// A file where a folder should be, a folder where a file should be, a name that is too long.
    @Test(arguments: [
        ("file/below", "create", ENOTDIR), ("folder", "rename", EISDIR),
        ("folder/\(String(repeating: "n", count: 256))", "create", ENAMETOOLONG),
    ])
    func tellsWhatFailedAndCleansUp(_ name: String, _ step: String, _ code: Int32) throws {
        try withTemporaryFolder { folder in
            try write("kept", to: "\(folder)/file")
            mkdir("\(folder)/folder", 0o755)
            let error = try #require(throws: SmallFile.WriteError.self) { try SmallFile.replace("\(folder)/\(name)", with: "text") }
            #expect("\(error.step)" == step)
            #expect(error.code == code)
            #expect(error.path.hasPrefix("\(folder)/\(name)"))
            #expect(error.reason == String(cString: strerror(code)))
            #expect(try entries(of: folder) == ["file", "folder"])
            #expect(try entries(of: "\(folder)/folder").isEmpty)
            #expect(try contents("\(folder)/file") == "kept")
        }
    }

    /// The kernel takes no new file below /proc, whoever asks.
    @Test func failsWhereNothingCanBeWritten() throws {
        let error = try #require(throws: SmallFile.WriteError.self) { try SmallFile.replace("/proc/calico/file", with: "text") }
        #expect("\(error.step)" == "create")
        #expect(error.code == ENOENT)
    }

    private func mode(_ path: String) -> mode_t {
        var file = stat()
        return stat(path, &file) == 0 ? file.st_mode & 0o777 : 0
    }
}
