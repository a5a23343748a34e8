extension UpdateMessage {
    /// - Parameters:
    ///   - body: The message without its header.
    ///   - options: What was negotiated on the session the message came from.
    /// - Throws: The UPDATE message error that ends the session (RFC 4271 §6.3, RFC 4760 §7, RFC 7606 §3, §5.2, §5.3, §7.11).
    public init(decoding body: ArraySlice<UInt8>, options: DecodingOptions) throws(BGPError) {
        var layout = UpdateLayout()
        try UpdateScanner.scan(body.span.bytes, options, &layout)
        self.init(octets: body, layout: layout, addPath: options.addPath, hashSeed: options.hashSeed)
        // RFC 7606 §5.2: when no route is announced, malformed attributes may be what is left of announced ones.
        if layout.nlriCount == 0, layout.reach.count == 0, layout.contents.contains(.otherAttributes) {
            try checkListWithoutRoutes(options)
        }
    }

    private func checkListWithoutRoutes(_ options: DecodingOptions) throws(BGPError) {
        guard layout.contents.isDisjoint(with: [.ignoredReach, .ignoredIPv4]) else { return }
        var decoder = AttributeDecoder(options: options)
        try decoder.decode(slice(Int(layout.listStart), Int(layout.listEnd)).span.bytes)
        guard let fault = decoder.faults.first(where: { $0.reaction == .treatAsWithdraw }) else { return }
        let name = fault.attribute?.description ?? "attribute list"
        throw .update(.malformedAttributeList, "\(name) \(fault.reason), and the UPDATE announces no route to be treated as withdrawn")
    }
}
