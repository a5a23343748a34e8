/// A route of ours that is in the kernel.
struct InstalledRoute {
    var form: RouteForm
    var owner: RouteOwner
    /// The audit that saw it, or during which it was written, last.
    var epoch: UInt16 = 0
    /// The audit saw it, nobody wrote it.
    var wasSeen = false
    /// An owner wants it.
    var isClaimed = false
    /// It was there at the start.
    var isFound = false
    /// Somebody else made it, or made it what it is.
    var isStranger = false
}
