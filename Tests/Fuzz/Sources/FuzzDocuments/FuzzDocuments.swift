import Documents
import JSON

/// Files of resources; the length picks whether lists are taken apart, so that the octets stay readable seeds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    do {
        var reader = try DocumentReader(input, name: "f", takesListsApart: count.isMultiple(of: 2))
        while let document = try reader.next() { try check(document) }
        return 0
    } catch {
        precondition(!error.reason.isEmpty && error.description.utf8.count < 4000)
        precondition(error.place.map { $0.line >= 1 && $0.line <= count + 1 && $0.column >= 1 && $0.column <= count + 1 } ?? true)
        return 0
    }
}

/// Every value has a place, and what is written is read back as the same value.
private func check(_ document: Document) throws(DocumentError) {
    precondition(document.place() != nil)
    if let object = document.value.object {
        for (key, _) in object.members { precondition(document.place(of: [.member(key)]) != nil) }
    }
    let yaml = YAMLWriter.text(of: document.value)
    var reader = try DocumentReader(Array(yaml.utf8), name: "written", takesListsApart: false)
    guard let again = try reader.next()?.value else {
        precondition(document.value.isNull)
        return
    }
    precondition(YAMLWriter.text(of: again) == yaml)
}
