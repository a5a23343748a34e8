import Addresses
import JSON
import Model
import Testing

/// What schemas do with any object, and that every kind's is whole.
@Suite struct SchemaTests {
    /// Every schema of every kind, those inside objects and lists included, by name.
    private static let schemas: [String: any AnySchema] = {
        var found: [String: any AnySchema] = [:]
        var open: [any AnySchema] = KindCatalog.all.flatMap { [$0.spec] + ($0.status.map { [$0] } ?? []) } + [MetadataFields.schema]
        while let schema = open.popLast() {
            guard found.updateValue(schema, forKey: schema.name) == nil else { continue }
            open += schema.fields.compactMap(\.rule.object)
        }
        return found
    }()

    @Test(arguments: Self.schemas.keys.sorted())
    func everyFieldIsDocumented(_ name: String) throws {
        for field in try #require(Self.schemas[name]).fields {
            let text = field.documentation
            #expect(text.hasSuffix(".") && text.count > 3, "\(name).\(field.name): \(text)")
            #expect(!text.contains("\n") && !text.contains("  "), "\(name).\(field.name)")
            #expect(!field.rule.allowed.isEmpty && !field.rule.shape.isEmpty, "\(name).\(field.name)")
        }
    }

    @Test(arguments: Self.schemas.keys.sorted())
    func everyDeclaredFieldIsFound(_ name: String) throws {
        let schema = try #require(Self.schemas[name])
        let declared = try #require(Mirror(reflecting: schema).children.first { $0.label == "declared" }?.value)
        let count = Self.fieldCount(of: declared)
        #expect(schema.fields.count == count)
        #expect(count > 0 || name == "NoStatus")
        #expect(Set(schema.fields.map(\.name)).count == count, "two fields of one name")
        for field in schema.fields { #expect(schema.field(field.name)?.name == field.name) }
        #expect(schema.field("noSuchField") == nil)
    }

    /// The fields among an object's stored properties, those of groups included.
    private static func fieldCount(of declared: Any) -> Int {
        Mirror(reflecting: declared).children.reduce(0) { $0 + ($1.value is any AnyField ? 1 : fieldCount(of: $1.value)) }
    }

    @Test(arguments: KindCatalog.all.map(\.name))
    func everyKindIsDocumented(_ name: String) throws {
        let kind = try #require(KindCatalog.kind(named: name))
        #expect(kind.documentation.hasSuffix("."))
        #expect(kind.plural.hasSuffix("s"))
        #expect(!kind.spec.fields.isEmpty)
    }

    /// A default that its own field would refuse could not be stored twice.
    @Test(arguments: Self.schemas.keys.sorted())
    func defaultsKeepTheRules(_ name: String) throws {
        for field in try #require(Self.schemas[name]).fields {
            for value in [field.written, field.assumed].compactMap({ $0 }) where value != "" {
                var inspection = Inspection(.typed, at: FieldPath(field.name))
                #expect(field.rule.inspect(value, &inspection) == value, "\(name).\(field.name)")
                #expect(inspection.violations.isEmpty, "\(inspection.violations)")
            }
        }
    }

    private func members(_ value: JSONValue) -> JSONObject { value.object ?? JSONObject() }

    private func inspect(_ document: JSONValue, as origin: Inspection.Origin = .typed) throws -> (spec: JSONObject, violations: [String]) {
        var inspection = Inspection(origin, at: FieldPath("spec"))
        let spec = IPPoolSpec.schema.inspect(try #require(document.object), &inspection)
        return (spec, inspection.violations.map(\.description))
    }

    @Test func fieldsAreInTheirOrderAndUnknownOnesLast() throws {
        let (spec, violations) = try inspect(["future": 1, "natOutgoing": true, "cidr": "10.0.0.0/16"], as: .stored)
        #expect(violations == [])
        #expect(spec.keys == ["cidr", "vxlanMode", "ipipMode", "natOutgoing", "nodeSelector", "allowedUses", "assignmentMode", "future"])
        #expect(IPPoolSpec.schema.ordered(members(["future": 1, "blockSize": 26, "cidr": "10.0.0.0/16"])).keys == ["cidr", "blockSize", "future"])
    }

    @Test func nullIsTheSameAsAbsent() throws {
        let (spec, violations) = try inspect(["cidr": "10.0.0.0/16", "natOutgoing": .null, "nodeSelector": .null, "blockSize": .null])
        #expect(violations == [])
        #expect(spec["natOutgoing"] == nil && spec["nodeSelector"] == "all()" && spec["blockSize"] == nil)
    }

    @Test func allViolationsAreToldAtOnce() throws {
        let (_, violations) = try inspect(["cidr": "10.0.0.1/16", "ipipMode": "Sometimes", "natOutgoing": "yes", "blokSize": 26])
        #expect(violations.count == 4)
        #expect(violations.contains { $0.contains("blokSize") && $0.contains("is blockSize meant?") })
    }

    @Test func theWalkEndsAfterTooManyViolations() throws {
        let members = (0..<200).map { ("field\($0)", JSONValue.integer($0)) }
        #expect(try inspect(.object(JSONObject(members))).violations.count == Inspection.limit)
    }

    @Test func fieldsAreReadAndWrittenByName() {
        var pool = Object<IPPoolSpec>()
        pool.cidr = IPPrefix("10.65.0.0/16")
        pool.ipipMode = .crossSubnet
        pool.natOutgoing = true
        pool.blockSize = 27
        pool.allowedUses = [.workload]
        let written: JSONValue = [
            "cidr": "10.65.0.0/16", "ipipMode": "CrossSubnet", "natOutgoing": true, "blockSize": 27, "allowedUses": ["Workload"],
        ]
        #expect(pool.json == written)
        #expect(pool.ipipMode == .crossSubnet)
        #expect(pool[effective: \.vxlanMode] == .never)
        #expect(pool[effective: \.assignmentMode] == .automatic)
        #expect(pool[effective: \.blockSize] == 27)
        pool.ipipMode = nil
        #expect(pool.ipipMode == nil && pool.object["ipipMode"] == nil)
    }

    @Test func whatIsNotAsDeclaredReadsAsAbsent() {
        let pool = Object<IPPoolSpec>(members(["cidr": 5, "ipipMode": "Sometimes", "allowedUses": ["Workload", 3], "blockSize": "26"]))
        #expect(pool.cidr == nil && pool.ipipMode == nil && pool.allowedUses == nil && pool.blockSize == nil)
    }

    @Test func fieldsOfGroupsAreReadThroughTheGroup() {
        let rule = Object<BGPFilterRuleV4Fields>(members(["cidr": "10.0.0.0/8", "matchOperator": "In", "action": "Accept"]))
        #expect(rule.cidr == IPPrefix("10.0.0.0/8"))
        #expect(rule[group: \.common].action == .accept)
        #expect(rule[group: \.common].matchOperator == .isIn)
    }

    @Test func changesOfWritingAreNoChanges() throws {
        var inspection = Inspection(.stored)
        let stored = members(["cidr": "fd00:0::/48", "blockSize": 122])
        IPPoolSpec.schema.changes(from: stored, to: members(["cidr": "fd00::/48", "blockSize": 122]), &inspection)
        #expect(inspection.violations == [])
        IPPoolSpec.schema.changes(from: stored, to: members(["cidr": "fd00::/47", "blockSize": 123]), &inspection)
        #expect(inspection.violations.map(\.path.description) == ["cidr", "blockSize"])
    }
}
