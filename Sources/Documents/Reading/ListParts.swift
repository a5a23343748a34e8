internal import JSON

/// The elements of a list, and of the lists among them, as documents.
struct ListParts {
    private let list: Document
    /// Elements that have not been handed out, the next one last: of the list, and of a list in it, and so on.
    private var open: [(elements: [JSONValue], path: [PathStep], next: Int)] = []

    /// Nil for a document that is no list: neither an array, nor an object of a `kind` that ends in "List" with `items`.
    init?(_ document: Document) {
        guard let (elements, path) = Self.elements(of: document.value) else { return nil }
        list = document
        open = [(elements.reversed(), document.source.path + path, 0)]
    }

    mutating func next() -> Document? {
        while let last = open.indices.last {
            guard let value = open[last].elements.popLast() else {
                open.removeLast()
                continue
            }
            let path = open[last].path + [.element(open[last].next)]
            open[last].next += 1
            guard let (elements, further) = Self.elements(of: value) else { return list.part(value, at: path) }
            open.append((elements.reversed(), path + further, 0))
        }
        return nil
    }

    private static func elements(of value: JSONValue) -> (elements: [JSONValue], path: [PathStep])? {
        switch value {
        case .array(let elements): return (elements, [])
        case .object(let object):
            guard object["kind"]?.string?.hasSuffix("List") == true, let items = object["items"] else { return nil }
            if items.isNull { return ([], [.member("items")]) }
            return items.array.map { ($0, [.member("items")]) }
        default: return nil
        }
    }
}
