import Foundation
import Glibc

/// Runs `body` with a descriptor and gives back what was written to it, line by line.
func lines(_ body: (Int32) throws -> Void) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appending(path: "calico-log-\(UUID().uuidString)").path(percentEncoded: false)
    let descriptor = open(path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0o600)
    defer {
        close(descriptor)
        unlink(path)
    }
    try body(descriptor)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard !text.isEmpty else { return [] }
    guard text.hasSuffix("\n") else { throw POSIXError(.EILSEQ) }
    return text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}
