extension Field where Value == DSCP {
    /// A differentiated services code point (RFC 2474), kept as written.
    public static func codePoint(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ParsedRule<DSCP>("a code point: 0 to 63, or DF, EF, AF11 to AF43, CS0 to CS7", shape: "string or integer"), traits, doc)
    }
}
