internal import JSON

extension IPAMStorage {
    /// One member of a value in etcd and its field in the spec.
    struct Member: Sendable {
        let field: String
        let key: String
        /// What stands for an absent field, in etcd and, unless null or empty text, in the spec; nil: nothing does.
        let zero: JSONValue?
        /// Whether ``zero``, false, 0 and empty text are left out in etcd.
        let isDropped: Bool

        init(_ field: String, _ key: String? = nil, zero: JSONValue? = nil, isDropped: Bool = false) {
            self.field = field
            self.key = key ?? field
            self.zero = zero
            self.isDropped = isDropped
        }
    }

    /// How the members of a value in etcd and the fields of a spec go together.
    struct Layout: Sendable {
        private let members: [Member]
        private let leavesOut: Set<String>

        /// - Parameter leavesOut: Fields of the spec that the key tells, or that etcd does not have.
        init(_ members: [Member], leavesOut: Set<String> = []) {
            self.members = members
            self.leavesOut = leavesOut
        }

        /// The members in their order, then those that nobody here knows.
        func value(from spec: JSONObject) -> JSONObject {
            var value = JSONObject()
            var known = leavesOut
            for member in members {
                known.insert(member.field)
                guard let content = spec[member.field] ?? member.zero, !member.isDropped || !Self.isZero(content) else { continue }
                value.append(member.key, content)
            }
            for (key, content) in spec.members where !known.contains(key) { value[key] = content }
            return value
        }

        /// The fields in the order of the members, then what nobody here knows.
        func spec(from value: JSONObject) -> JSONObject {
            var spec = JSONObject()
            var known: Set<String> = []
            for member in members {
                known.insert(member.key)
                guard let content = value[member.key] ?? member.zero, content != .null, content != "" else { continue }
                spec.append(member.field, content)
            }
            for (key, content) in value.members where !known.contains(key) { spec[key] = content }
            return spec
        }

        private static func isZero(_ value: JSONValue) -> Bool { value == false || value == 0 || value == "" || value == .null }
    }
}
