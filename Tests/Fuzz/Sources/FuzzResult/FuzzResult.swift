import CNISpec
import JSON

/// A result as another plugin prints it or `prevResult` keeps it; the length picks the version it is taken for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    guard let json = try? JSONValue(parsing: input, options: .anyValue) else { return 0 }
    _ = CNIError(json: json)
    guard let result = try? CNIResult(json: json, version: CNIVersion.allCases[count % CNIVersion.allCases.count]) else { return 0 }
    for version in CNIVersion.allCases {
        let written = result.json(version: version)
        guard let again = try? CNIResult(json: JSONValue(parsing: written.text), version: version) else {
            preconditionFailure("cannot read what was written: \(written.text)")
        }
        // Once in a version's form, nothing more is lost.
        precondition(again.json(version: version) == written)
        precondition(version < .v100 || again == result)
    }
    return 0
}
