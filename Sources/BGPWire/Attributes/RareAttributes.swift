/// The lists of ``PathAttributes`` that few routes have.
struct RareAttributes: Hashable, Sendable {
    var clusterList: [BGPIdentifier] = []
    var extendedCommunities: [ExtendedCommunity] = []
    var largeCommunities: [LargeCommunity] = []
    var unknown: [UnknownAttribute] = []

    var isEmpty: Bool { clusterList.isEmpty && extendedCommunities.isEmpty && largeCommunities.isEmpty && unknown.isEmpty }

    /// One reference instead of four; never changed once made.
    final class Box: Hashable, Sendable {
        let attributes: RareAttributes

        init(_ attributes: RareAttributes) { self.attributes = attributes }

        static func == (left: Box, right: Box) -> Bool { left === right || left.attributes == right.attributes }

        func hash(into hasher: inout Hasher) { hasher.combine(attributes) }
    }
}
