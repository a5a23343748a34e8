internal import Slim

/// How far the cluster's release is from this program's.
enum VersionSkew {
    /// The release of Calico whose resources this program knows.
    static let calicoRelease = "v3.32"
    /// Minor versions that may lie between.
    static let tolerance = 2

    /// What to tell; nil when nothing is out of the ordinary, or the cluster's version tells nothing.
    static func warning(cluster: String) -> String? {
        // Clusters of this project count by its own releases, others by Calico's.
        let own = cluster.numbers?.major == 0 ? "v\(Release.version)" : calicoRelease
        guard let theirs = cluster.numbers, let ours = own.numbers else { return nil }
        guard theirs.major != ours.major || abs(theirs.minor - ours.minor) > tolerance else { return nil }
        return "warning: the cluster runs Calico \(cluster), this calicoctl is made for \(own): more than \(tolerance) minor releases apart; "
            + "fields of one may be unknown to the other (--allow-version-mismatch silences this)"
    }
}

extension String {
    /// Major and minor number of "v3.31.2-5-gabcdef" or "3.31".
    fileprivate var numbers: (major: Int, minor: Int)? {
        let text = utf8.first == UInt8(ascii: "v") ? dropFirst() : self[...]
        let release = text.prefix { $0 != "-" && $0 != "+" }
        let parts = release.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else { return nil }
        return (major, minor)
    }
}
