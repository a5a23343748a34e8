public import JSON

extension NodeRequest {
    /// The message: an object with `verb` and what belongs to it.
    public var json: JSONValue {
        var object = JSONObject()
        object.append("verb", .string(verb))
        if case .routes(let query) = self { query.append(to: &object) }
        return .object(object)
    }

    /// Reads a message. Members that are not known are ignored.
    ///
    /// - Throws: ``MessageError`` when it is no object, has no verb, an unknown one, or a member of the wrong kind.
    public init(json: JSONValue) throws(MessageError) {
        let members = try Members(json, of: "the request")
        let verb = try members.string("verb")
        switch verb {
        case "status": self = .status
        case "settings": self = .settings
        case "health": self = .health
        case "reload": self = .reload
        case "routes": self = .routes(try RouteQuery(members))
        default: throw members.wrong("verb", "is \(Members.quoted(verb)); known are \(Self.verbs.joined(separator: ", "))")
        }
    }
}
