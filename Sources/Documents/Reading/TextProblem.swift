/// What is wrong at a place of a text, before it is known whose text it is.
struct TextProblem: Error, Hashable {
    let place: Place
    let reason: String
    /// The text is not YAML at all, as opposed to YAML that says something impossible.
    var isSyntax = false

    init(_ place: Place, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    static func tooDeep(_ place: Place, limit: Int) -> TextProblem {
        TextProblem(place, "more than \(limit) levels of mappings and lists inside each other are not read")
    }
}
