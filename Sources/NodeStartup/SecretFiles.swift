internal import Glibc
internal import Model
internal import Slim

/// Passwords of BGP peers as files, one for each key of a secret: what a `secretKeyRef` names.
public struct SecretFiles: Sendable {
    private let directory: String

    public init(directory: String) { self.directory = directory }

    /// The octets that TCP-MD5 takes at most (linux/tcp.h, TCP_MD5SIG_MAXKEYLEN).
    private static let longest = 80

    /// - Throws: ``StartupError/Kind/file`` when there is no such file, or it holds no password.
    public func password(_ name: String, _ key: String) throws(StartupError) -> String {
        guard let path = path(name, key) else {
            throw StartupError(
                .settings, "the password's secretKeyRef is not allowed",
                "name \"\(name)\", key \"\(key)\": a name has lower-case letters, digits, - and ., at most 253; a key letters, digits, -, _ and ., "
                    + "at most 253, and is neither . nor ..; correct passwordFrom")
        }
        // A pipe would keep the reader waiting for a writer.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw StartupError(.file, "the password cannot be read", "\(path) is no file; write the password of secret \(name), key \(key), into one")
        }
        var octets: [UInt8]
        do throws(StandardStreams.ReadError) { octets = try StandardStreams.readFile(path, limit: 4096) } catch {
            throw StartupError(
                .file, "the password cannot be read",
                error.isNotThere
                    ? "\(path) is not there; write the password of secret \(name), key \(key), into it"
                    : "\(path): \(error); let this daemon read it")
        }
        if octets.last == UInt8(ascii: "\n") { octets.removeLast() }
        guard (1...Self.longest).contains(octets.count), let text = String(validating: octets, as: UTF8.self) else {
            throw StartupError(
                .file, "the password cannot be used",
                "\(path) holds \(octets.count) octets; TCP-MD5 takes 1 to \(Self.longest) of UTF-8 text: write such a password into it, and give it to the peer"
            )
        }
        return text
    }

    /// What is odd about the file of a password; nil when nothing is, or when there is no such file.
    public func remark(_ name: String, _ key: String) -> String? {
        var status = stat()
        guard let path = path(name, key), stat(path, &status) == 0, status.st_mode & 0o004 != 0 else { return nil }
        return "everybody on this machine can read the password in \(path); chmod o-r it"
    }

    /// nil for what is neither a secret's name (RFC 1123) nor a key of one: such could lead out of the folder.
    private func path(_ name: String, _ key: String) -> String? { Name.isSubdomain(name) && Self.isKey(key) ? "\(directory)/\(name)/\(key)" : nil }

    private static func isKey(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { octet in
                (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet) || octet == UInt8(ascii: "-")
                    || octet == UInt8(ascii: "_") || octet == UInt8(ascii: ".")
            }
    }
}
