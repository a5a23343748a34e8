/// Which ICMP messages a rule matches.
public struct ICMPFields: Fields {
    public static let schema = Schema(
        ICMPFields(),
        [CrossFieldRule("code", "needs type: the kernel matches a code only together with a type") { $0.code == nil || $0.type != nil }])

    public let type = Field.integer("type", in: 0...254, doc: "ICMP type, such as 8 for an echo request; absent: any type.")
    public let code = Field.integer("code", in: 0...255, doc: "ICMP code, whose meaning depends on the type; absent: any code.")
}
