internal import JSON

/// What the plan has to say about a resource: "BGPPeer(rack1)", "filter x does not exist; its rules are left out".
public struct RemarkReport: Hashable, Sendable {
    public var subject: String
    public var words: String

    public init(subject: String, words: String) {
        self.subject = subject
        self.words = words
    }
}

extension RemarkReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(subject: try members.string("subject"), words: try members.string("words"))
    }

    var json: JSONValue { ["subject": .text(subject), "words": .text(words)] }
}
