import Testing

@testable import Commands

@Suite struct VersionSkewTests {
    @Test(arguments: [
        ("v3.32.0", false), ("v3.30.7", false), ("v3.34.0", false), ("v3.29.1", true), ("v3.35.0", true), ("3.31.2", false), ("v2.6.0", true),
        ("v3.32.0-0.dev-123-gabcdef", false), ("v3.20.0-1-gabc", true), ("v0.1.0", false), ("v0.9.0", true), ("", false), ("master", false),
        ("v3", false), ("v3.x", false), ("v-3.1", false), ("v99999999999999999999.1", false),
    ])
    func warnsBeyondTwoMinorReleases(_ cluster: String, _ warns: Bool) {
        #expect((VersionSkew.warning(cluster: cluster) != nil) == warns)
    }
}
