extension Field where Value == GoDuration {
    /// A span of time that is not negative.
    public static func period(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ParsedRule<GoDuration>.period, traits, doc)
    }
}

extension ParsedRule where Value == GoDuration {
    static var period: Self {
        Self("a duration such as 30s, 1m30s or 500ms", shape: "duration") {
            $0.nanoseconds < 0 ? "is negative; it must be a duration such as 30s, 1m30s or 500ms" : nil
        }
    }
}
