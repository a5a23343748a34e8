extension CNIResult {
    /// Name servers and their use, as `resolv.conf(5)` has them.
    public struct DNS: Sendable, Equatable {
        /// In order of preference.
        public var nameservers: [String]
        public var domain: String?
        public var search: [String]
        public var options: [String]

        public init(nameservers: [String] = [], domain: String? = nil, search: [String] = [], options: [String] = []) {
            self.nameservers = nameservers
            self.domain = domain
            self.search = search
            self.options = options
        }

        public var isEmpty: Bool { nameservers.isEmpty && domain == nil && search.isEmpty && options.isEmpty }

        init(_ members: Members?) throws(CNIError) {
            self.init()
            guard let members else { return }
            nameservers = try members.strings("nameservers")
            domain = try members.text("domain")
            search = try members.strings("search")
            options = try members.strings("options")
        }
    }
}
