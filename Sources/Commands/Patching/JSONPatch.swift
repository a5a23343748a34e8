internal import JSON

/// A list of operations, carried out all or none (RFC 6902).
struct JSONPatch: Hashable, Sendable {
    let operations: [JSONPatchOperation]

    /// - Parameter patch: A list of objects with "op", "path" and, depending on the operation, "value" or "from".
    init(_ patch: JSONValue) throws(PatchError) {
        guard case .array(let elements) = patch else {
            throw PatchError(
                "", "is \(patch.kind); a JSON patch is a list of operations such as {\"op\": \"replace\", \"path\": \"/spec/order\", \"value\": 10}")
        }
        var operations: [JSONPatchOperation] = []
        for (index, element) in elements.enumerated() {
            do throws(PatchError) { operations.append(try JSONPatchOperation(element)) } catch { throw Self.numbered(error, index) }
        }
        self.operations = operations
    }

    func applied(to document: JSONValue) throws(PatchError) -> JSONValue {
        var result = document
        for (index, operation) in operations.enumerated() {
            do throws(PatchError) { try operation.apply(to: &result) } catch { throw Self.numbered(error, index) }
        }
        return result
    }

    private static func numbered(_ error: PatchError, _ index: Int) -> PatchError {
        PatchError(error.place.isEmpty ? "operation \(index + 1)" : "operation \(index + 1), \(error.place)", error.reason)
    }
}
