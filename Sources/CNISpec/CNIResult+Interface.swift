extension CNIResult {
    /// One interface of a result.
    public struct Interface: Sendable, Equatable {
        public var name: String
        /// As written by whoever made it: not every link layer has 48 bits. Nil when empty, as the strings below.
        public var mac: String?
        /// Octets; nil when zero. Since 1.1.0, but written for 1.0.0 too.
        public var mtu: Int?
        /// The namespace's path; nil for an interface of the host.
        public var sandbox: String?
        /// Since 1.1.0: an absolute path to a socket file of the interface.
        public var socketPath: String?
        /// Since 1.1.0: the identifier of a PCI device.
        public var pciID: String?

        public init(name: String, mac: String? = nil, mtu: Int? = nil, sandbox: String? = nil) {
            self.name = name
            self.mac = mac
            self.mtu = mtu
            self.sandbox = sandbox
        }

        init(_ members: Members) throws(CNIError) {
            guard let name = try members.string("name") else { throw members.invalid("name", "an interface's name", found: nil) }
            let mtu = try members.nonZero("mtu")
            self.init(name: name, mac: try members.text("mac"), mtu: mtu, sandbox: try members.text("sandbox"))
            socketPath = try members.text("socketPath")
            pciID = try members.text("pciID")
        }
    }
}
