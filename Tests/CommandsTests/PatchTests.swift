import JSON
import Testing

@testable import Commands

/// Rows of TestFixtures/calicoctl/patches.json; the first of each form are the examples of RFC 6902 and RFC 7386.
@Suite struct PatchTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let form: Patch.Form
        let document: JSONValue
        let patch: JSONValue
        let result: JSONValue?
        let error: String?

        var testDescription: String { "\(form): \(name)" }

        static let all: [Row] = {
            let rows = (try? JSONValue(parsing: Fixtures.octets("patches.json")))?.array ?? []
            return rows.compactMap { row in
                guard let name = row["name"]?.string, let form = row["form"]?.string.flatMap({ Patch.Form(rawValue: $0) }) else { return nil }
                guard let document = row["document"], let patch = row["patch"] else { return nil }
                return Row(name: name, form: form, document: document, patch: patch, result: row["result"], error: row["error"]?.string)
            }
        }()
    }

    @Test func hasItsRows() {
        #expect(Row.all.count >= 90)
        #expect(Row.all.allSatisfy { ($0.result == nil) != ($0.error == nil) })
    }

    @Test(arguments: Row.all)
    func givesTheResultOrTheReason(_ row: Row) {
        do throws(PatchError) {
            let result = try Patch(row.patch, form: row.form).applied(to: row.document)
            #expect(result == row.result)
            // The order of list elements counts, which equality of texts shows as well.
            #expect(result.text.utf8.count == row.result?.text.utf8.count)
        } catch {
            let expected = row.error ?? "a result"
            #expect("\(error)".contains(expected), "\(error)")
        }
    }

    @Test(arguments: ["/spec/a~1b/0", "", "/", "/~0~1"])
    func pointersAreWrittenAsTheyAreRead(_ text: String) throws {
        #expect(try JSONPointer(parsing: text).description == text)
    }
}
