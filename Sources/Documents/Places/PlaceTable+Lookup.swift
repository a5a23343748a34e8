extension PlaceTable {
    /// Where a value is to be shown: a scalar itself, a mapping or list at its key; for a value that is not there, its nearest parent.
    func place(of path: some Sequence<PathStep>) -> Place? {
        guard !entries.isEmpty else { return nil }
        var index = 0
        for step in path {
            guard let next = child(of: index, at: step) else { return shownPlace(of: index) }
            index = next
        }
        return shownPlace(of: index)
    }

    /// What was written for a number, a boolean or null.
    func rawText(at path: some Sequence<PathStep>) -> String? {
        guard !entries.isEmpty else { return nil }
        var index = 0
        for step in path {
            guard let next = child(of: index, at: step) else { return nil }
            index = next
        }
        if case .word(let text) = entries[target(of: index)].kind { return text }
        return nil
    }

    /// The first key that an object has twice, and where it stands the second time.
    func duplicate() -> (key: String, first: Place, second: Place)? {
        var found: (key: String, first: Place, second: Place)?
        for index in entries.indices {
            guard case .mapping = entries[index].kind else { continue }
            var seen: [String: Place] = [:]
            for child in children(of: index) {
                guard let key = entries[child].key, let place = entries[child].keyPlace else { continue }
                if let first = seen.updateValue(place, forKey: key), place < found?.second ?? Place(line: .max, column: 0) {
                    found = (key, first, place)
                }
            }
        }
        return found
    }

    private func shownPlace(of index: Int) -> Place {
        let entry = entries[index]
        switch entry.kind {
        case .mapping, .list: return entry.keyPlace ?? entry.place
        case .text, .word, .alias: return entry.place
        }
    }

    /// Follows an alias to what it repeats.
    private func target(of index: Int) -> Int {
        if case .alias(let target) = entries[index].kind { target } else { index }
    }

    private func children(of index: Int) -> some Sequence<Int> {
        sequence(first: index + 1) { entries[$0].end }.prefix { $0 < entries[index].end }
    }

    private func child(of parent: Int, at step: PathStep) -> Int? {
        let parent = target(of: parent)
        switch (step, entries[parent].kind) {
        case (.member(let name), .mapping):
            if let own = children(of: parent).first(where: { entries[$0].key == name }) { return own }
            for child in children(of: parent) where entries[child].key == Self.mergeKey {
                if let merged = mergedChild(of: child, named: name) { return merged }
            }
            return nil
        case (.element(let wanted), .list): return children(of: parent).dropFirst(wanted).first { _ in true }
        default: return nil
        }
    }

    /// A member of a mapping behind "<<", or of a list of such.
    private func mergedChild(of index: Int, named name: String) -> Int? {
        let source = target(of: index)
        switch entries[source].kind {
        case .mapping: return child(of: source, at: .member(name))
        case .list:
            for element in children(of: source) {
                if let found = child(of: element, at: .member(name)) { return found }
            }
            return nil
        case .text, .word, .alias: return nil
        }
    }

    /// The key "<<" of YAML's merging, told from text of that form.
    static let mergeKey = "\u{0}<<"
}
