internal import JSON

/// One part of the daemon: whether it is ready, and in words why not.
public struct PartReport: Hashable, Sendable {
    /// "bgp", "routes".
    public var name: String
    public var isReady: Bool
    /// What it waits for or does: "waits for the datastore: connection refused"; may be empty when ready.
    public var words: String

    public init(name: String, isReady: Bool, words: String) {
        self.name = name
        self.isReady = isReady
        self.words = words
    }
}

extension PartReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(name: try members.string("name"), isReady: try members.bool("isReady"), words: try members.string("words"))
    }

    var json: JSONValue { ["name": .text(name), "isReady": .bool(isReady), "words": .text(words)] }
}
