import Selectors
import Testing

@Suite struct UniqueIDTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let message: String, repeated: Int, digest: String
        var testDescription: String { "\(repeated) times \(message.prefix(16))" }
    }

    /// The first four are NIST's examples; the others, made with Python's hashlib, are around the ends of blocks.
    @Test(arguments: [
        Vector(message: "", repeated: 1, digest: "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
        Vector(message: "abc", repeated: 1, digest: "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        Vector(
            message: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", repeated: 1,
            digest: "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"),
        Vector(message: "a", repeated: 1_000_000, digest: "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67"),
        Vector(message: "x", repeated: 55, digest: "2791c7d25712eb5be75c30b2d45f6fce96e5a50ee64cf373056704a3"),
        Vector(message: "x", repeated: 56, digest: "82199913c2712c46707ad08c8bfa2a69f68e9092dc5cdfaaaf07d77f"),
        Vector(message: "x", repeated: 63, digest: "57176f335e39202a5454db924c660af77ec98a91f35706d9f57d7398"),
        Vector(message: "x", repeated: 64, digest: "08c3050e95fe11eacb9dc7824bf6a92bcf2d59c21701321fba0e62c5"),
        Vector(message: "x", repeated: 119, digest: "d75fd32c9a5ddf823b9f5b99b5170d51f8d9103d1436b5996c62b504"),
        Vector(message: "x", repeated: 120, digest: "39d41dac408a2db1463e7077b115776faa2a395bdec3293f6ec98cc9"),
        Vector(message: "x", repeated: 128, digest: "4328cf4d227d10ab6dab5f02c7905cd583b2fcaf0be9a7ab9da5c692"),
    ])
    func hasTheDigestOfTheStandard(_ vector: Vector) {
        let digest = SHA2.sha224(Array(String(repeating: vector.message, count: vector.repeated).utf8))
        #expect(digest.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined() == vector.digest)
    }

    @Test(arguments: [
        ("s", "all()", "s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug"), ("n", "s:x,tcp,http", "n:G4joBpSiX9dYibs0G2P8TgO20jYiUfhYkz9byA"),
        ("svc", "default/web", "svc:-B0RxVUwdW1aFEcXPP4q2GF3e68JsTwIe-pf7w"), ("", "", ":IfiGHW3xN7sH1HwP7DHa2XXk-JxbpcFj4ExM-Q"),
    ])
    func isShortAndSafeInNames(_ prefix: String, _ content: String, _ id: String) {
        #expect(UniqueID.make(prefix: prefix, content: content) == id)
        #expect(id.utf8.count == prefix.utf8.count + 39)
    }
}
