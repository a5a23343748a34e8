import Addresses
import JSON
import NodeProtocol
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: [
        NodeRequest.status, .settings, .health, .reload, .routes(RouteQuery()),
        .routes(RouteQuery(family: .v6, peer: "Mesh_x", prefix: Samples.prefix("fd00::/64"), direction: .received, why: true)),
        .routes(RouteQuery(family: .v4, direction: .sent)), .routes(RouteQuery(direction: .kernel)),
    ])
    func requests(_ request: NodeRequest) throws {
        #expect(try NodeRequest(json: JSONValue(parsing: request.json.text)) == request)
    }

    @Test(arguments: [
        AnswerFrame.whole(.status(Samples.status)), .whole(.settings([SettingReport(key: "k", value: "", source: "default")])),
        .whole(.health(HealthReport(isLive: true, isReady: false, parts: Samples.status.parts))), .whole(.done("reloaded")),
        .whole(.failure("no: \"x\"")), .piece([Samples.entry, RouteReportEntry(prefix: Samples.prefix("::/0"))], more: true),
        .piece([], more: false),
    ])
    func answers(_ frame: AnswerFrame) throws {
        #expect(try AnswerFrame(json: JSONValue(parsing: frame.json.text)) == frame)
    }

    /// jansson takes no NUL in a text: it must not make an answer unreadable.
    @Test func aNULBecomesAReplacementCharacter() throws {
        let frame = AnswerFrame.whole(.failure("a\0b"))
        #expect(try AnswerFrame(json: JSONValue(parsing: frame.json.text)) == .whole(.failure("a\u{fffd}b")))
    }

    @Test func unknownMembersAreIgnored() throws {
        #expect(try NodeRequest(json: ["verb": "status", "color": ["red"]]) == .status)
        guard case .object(var object) = Samples.status.json else { return #expect(Bool(false)) }
        object.append("added", ["by": "a later release"])
        #expect(try NodeStatusReport(json: .object(object)) == Samples.status)
    }

    struct Fault: Sendable {
        let text: String
        let want: String
    }

    @Test(arguments: [
        Fault(text: "[]", want: "the request is an array, not an object"),
        Fault(text: "{}", want: "the request: verb is missing"),
        Fault(text: #"{"verb": 3}"#, want: "the request: verb is a number, not a string"),
        Fault(text: #"{"verb": "stop"}"#, want: "the request: verb is \"stop\"; known are status, settings, health, reload, routes"),
        Fault(text: #"{"verb": "routes", "family": 5}"#, want: "the request: family is \"5\", not 4 or 6"),
        Fault(text: #"{"verb": "routes", "family": 260}"#, want: "the request: family is \"260\", not 4 or 6"),
        Fault(
            text: #"{"verb": "routes", "prefix": "10.0.0.0/33"}"#,
            want: "the request: prefix is \"10.0.0.0/33\", not a prefix such as 10.65.0.0/16"),
        Fault(
            text: #"{"verb": "routes", "direction": "up"}"#,
            want: "the request: direction is \"up\", not one of best, received, sent, kernel"),
        Fault(text: #"{"verb": "routes", "why": "yes"}"#, want: "the request: why is a string, not a boolean"),
    ])
    func badRequests(_ fault: Fault) throws {
        let value = try JSONValue(parsing: fault.text)
        let error = #expect(throws: MessageError.self) { try NodeRequest(json: value) }
        #expect(error?.description == fault.want)
    }

    /// Every member that has to be there is missed by its name, and every one of the wrong kind refused.
    @Test func everyMissingMemberOfAReportIsNamed() throws {
        let optional: Set = ["routerID", "clusterID"]
        let members = try #require(Samples.status.json.object).members
        for (key, _) in members {
            var object = JSONObject(distinct: members)
            object[key] = nil
            let value = JSONValue.object(object)
            if optional.contains(key) {
                _ = try NodeStatusReport(json: value)
            } else {
                let error = #expect(throws: MessageError.self) { try NodeStatusReport(json: value) }
                #expect(error?.description.contains(key) == true, "\(key)")
            }
            object[key] = .real(0.5)
            let wrong = JSONValue.object(object)
            #expect(throws: MessageError.self, "\(key)") { try NodeStatusReport(json: wrong) }
        }
    }

    @Test func theFaultyElementOfAListIsNamed() throws {
        var peers = try #require(Samples.status.json["peers"]?.array)
        var second = try #require(peers[1].object)
        second["port"] = 70_000
        peers[1] = .object(second)
        var object = try #require(Samples.status.json.object)
        object["peers"] = .array(peers)
        let value = JSONValue.object(object)
        let error = #expect(throws: MessageError.self) { try NodeStatusReport(json: value) }
        #expect(error?.description == "peer 2 of the status report: port is 70000, not in 0...65535")
    }
}
