import Selectors

/// The text of a selector; its words, one after the other, are names and values of the labels it is evaluated over.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let text = String(decoding: UnsafeBufferPointer(start: octets, count: count), as: UTF8.self)
    do throws(SelectorError) {
        check(try Selector(parsing: text), text)
        _ = try? SelectorComposition.globalNetworkPolicy(selector: text, namespaceSelector: text, serviceAccountSelector: text)
    } catch {
        precondition((1...text.count + 1).contains(error.column))
        precondition(!error.expected.isEmpty && !error.found.isEmpty && error.description.utf8.count < 1000)
    }
    let peer = RulePeer(selector: text, namespaceSelector: text, serviceAccountSelector: text, serviceAccountNames: [text])
    guard let composed = try? SelectorComposition.rule(peer, namespace: text) else { return 0 }
    // Names of labels grow by a prefix; nothing else makes a composed selector a bad one.
    precondition(composed.isEmpty || (try? Selector(parsing: composed)) != nil || text.utf8.count >= Selector.longestLabel - 5)
    return 0
}

private func check(_ selector: Selector, _ text: String) {
    guard let again = try? Selector(parsing: selector.canonicalText) else { preconditionFailure("cannot read \(selector)") }
    precondition(again == selector && again.id == selector.id)
    guard let negation = try? Selector(parsing: "!(\(text))") else {
        precondition(text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        return
    }
    let restrictions = selector.labelRestrictions
    precondition(restrictions.keys.allSatisfy(selector.labelNames.contains))
    let words = text.split { " \t'\"(){},".contains($0) }.map(String.init)
    for shift in 1...3 {
        let pairs = zip(words, words.dropFirst(shift)).map { (name: $0.0, value: $0.1) }
        let dictionary = Dictionary(pairs.map { ($0.name, $0.value) }) { $1 }
        let labels = Labels(dictionary)
        let matches = selector.evaluate(labels)
        precondition(selector.evaluate(dictionary) == matches && again.evaluate(labels) == matches && negation.evaluate(labels) != matches)
        guard matches else { continue }
        for (name, restriction) in restrictions {
            let value = labels[name]
            precondition(value == nil ? !restriction.mustBePresent : !restriction.mustBeAbsent)
            guard let value, let possible = restriction.possibleValues else { continue }
            precondition(possible.contains { $0.utf8.elementsEqual(value.utf8) })
        }
    }
}
