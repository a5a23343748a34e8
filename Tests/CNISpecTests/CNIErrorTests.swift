import CNISpec
import JSON
import Testing

@Suite struct CNIErrorTests {
    @Test func isWrittenAsTheSpecificationHasIt() {
        let error = CNIError(.addressesExhausted, "no free address", details: "0 of 64 in 10.65.0.0/26")
        #expect(
            error.json(version: .v110).text
                == #"{"cniVersion":"1.1.0","code":100,"msg":"no free address","details":"0 of 64 in 10.65.0.0/26"}"#)
        #expect(CNIError(.kernel, "x", details: "").json(version: .v010).text == #"{"cniVersion":"0.1.0","code":103,"msg":"x"}"#)
    }

    @Test(arguments: CNIError.Code.allCases)
    func codesOfTheSpecificationComeBack(_ code: CNIError.Code) {
        let error = CNIError(code, "message", details: "details")
        let back = CNIError(json: error.json(version: .v100))
        #expect(back?.code == (code.rawValue < 100 ? code : .delegate))
        #expect(back?.message == "message")
        #expect(back?.details == "details")
    }

    @Test(arguments: [#"{"code":999,"msg":"x"}"#, #"{"code":9,"msg":"x"}"#, #"{"code":9223372036854775807,"msg":"x"}"#])
    func otherCodesAreTheDelegates(_ text: String) throws {
        #expect(CNIError(json: try JSONValue(parsing: text)) == CNIError(.delegate, "x", details: ""))
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"code":0,"msg":"x"}"#, #"{"code":-7,"msg":"x"}"#, #"{"code":"7","msg":"x"}"#, #"{"code":7}"#, #"{"code":7,"msg":5}"#,
    ])
    func otherJSONIsNoError(_ text: String) throws {
        #expect(CNIError(json: try JSONValue(parsing: text)) == nil)
    }

    @Test func versionsAreInOrder() {
        #expect(CNIVersion.allCases.sorted() == CNIVersion.allCases)
        #expect(CNIVersion.allCases.max() == .latest)
    }
}
