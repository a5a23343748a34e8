import Slim
import Testing

@Suite struct SHA1Tests {
    /// FIPS 180-4, and lengths around the padding of a block.
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
        (String(repeating: "a", count: 56), "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
        (String(repeating: "a", count: 63), "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
        (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        (String(repeating: "a", count: 65), "11655326c708d70319be2610e8a57d9a5b959d3b"),
        (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        ("é€😀", "c18ebd62bacc0aac83670707d9204486ec605731"),
    ])
    func digestsTheKnownMessages(_ message: String, _ digest: String) {
        #expect(SHA1.hexadecimal(message) == digest)
    }

    /// Names of host interfaces as the reference implementation gives them.
    @Test(arguments: [
        ("default.mypod", "4e199eba087"), ("default.nginx-0", "c048fd9a750"), ("kube-system.coredns-5d78c9869d-abcde", "4d5f75c480c"),
    ])
    func beginsLikeTheNamesOfCalico(_ pod: String, _ start: String) {
        #expect(SHA1.hexadecimal(pod).hasPrefix(start))
    }
}
