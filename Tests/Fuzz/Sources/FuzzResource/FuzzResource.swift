import JSON
import Model

/// The first octet tells the kind, the rest is a document: as people type it, as programs store it, and as it is read back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    guard let first = input.first, let document = (try? JSONValue(parsing: Array(input.dropFirst())))?.object else { return 0 }
    let kind = KindCatalog.all[Int(first) % KindCatalog.all.count]
    for origin in [Inspection.Origin.typed, .stored] {
        var inspection = Inspection(origin)
        guard let resource = AnyResource(inspecting: document, as: kind, &inspection) else { continue }
        precondition(inspection.violations.count <= Inspection.limit)
        precondition(inspection.violations.allSatisfy { !$0.description.isEmpty })
        guard inspection.violations.isEmpty else { continue }
        checkForm(of: resource)
    }
    for key in StoredResource.keys(ResourceIdentity(kind: kind, namespace: "default", name: "name")) {
        guard let resource = try? StoredResource.decode(kind, key: key, value: Array(input.dropFirst()), revision: 7) else { continue }
        precondition(resource.kind == kind)
    }
    return 0
}

/// The stored form is right, and stays as it is when it is inspected again.
private func checkForm(of resource: AnyResource) {
    var inspection = Inspection(.stored)
    let again = AnyResource(inspecting: resource.json, as: resource.kind, &inspection)
    precondition(inspection.violations.isEmpty, "\(resource.json) is refused in its own form: \(inspection.violations)")
    precondition(again == resource, "\(resource.json) becomes another when it is inspected again")
}
