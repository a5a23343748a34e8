/// An interface that a runtime still uses, as GC lists them (CNI spec 1.1.0, "GC").
public struct ValidAttachment: Hashable, Sendable {
    public let containerID: String
    /// The name inside the container.
    public let ifname: String

    public init(containerID: String, ifname: String) {
        self.containerID = containerID
        self.ifname = ifname
    }

    /// Strict, as a misread entry would release the addresses of a running container.
    ///
    /// - Throws: The members' error when one is missing, empty or not a string.
    init(_ members: Members) throws(CNIError) {
        guard let containerID = try members.text("containerID") else { throw members.invalid("containerID", "a container's ID", found: "nothing") }
        guard let ifname = try members.text("ifname") else { throw members.invalid("ifname", "an interface's name", found: "nothing") }
        self.init(containerID: containerID, ifname: ifname)
    }
}
