extension UpdateMessage {
    /// The attributes of announced routes, to look decoded ones up by; nil when there are no such routes.
    ///
    /// Nothing is copied unless attributes of the other field with routes stand between those that count.
    public func attributeBlock(for announcement: Announcement) -> AttributeBlock? {
        switch announcement {
        case .nlri:
            guard layout.nlriCount > 0 else { return nil }
            guard !layout.contents.isDisjoint(with: [.anyReach, .anyUnreach]) else {
                let list = OctetRange(Int(layout.listStart), Int(layout.listEnd))
                return AttributeBlock(octets, head: OctetRange(0, 0), list: list, seed: hashSeed)
            }
            var list: [UInt8] = []
            appendOthers(to: &list, without: nil)
            return AttributeBlock(list[...], seed: hashSeed)
        case .mpReach:
            guard layout.contents.contains(.reach) else { return nil }
            let head = OctetRange(Int(layout.nextHopStart) - 4, Int(layout.nextHopStart) + Int(layout.nextHopLength))
            if layout.contents.isDisjoint(with: [.anyUnreach, .nextHop]) {
                let (start, end) = (Int(layout.listStart), Int(layout.listEnd))
                if layout.reach.start == layout.listStart {
                    return AttributeBlock(octets, head: head, list: OctetRange(Int(layout.reach.end), end), seed: hashSeed)
                }
                if layout.reach.end == layout.listEnd {
                    return AttributeBlock(octets, head: head, list: OctetRange(start, Int(layout.reach.start)), seed: hashSeed)
                }
            }
            var parts = Array(slice(head.start, head.end))
            let middle = parts.count
            appendOthers(to: &parts, without: .nextHop)
            return AttributeBlock(parts[...], head: OctetRange(0, middle), list: OctetRange(middle, parts.count), seed: hashSeed)
        }
    }

    /// All attributes without routes but one, and what cannot be read at the end of the list.
    private func appendOthers(to out: inout [UInt8], without left: AttributeCode?) {
        let list = slice(Int(layout.listStart), Int(layout.listEnd))
        let span = list.span.bytes
        var offset = 0
        var copied = 0
        while span.byteCount - offset >= 3 {
            let isExtended = AttributeFlags(rawValue: span.octet(offset)).contains(.extendedLength)
            guard !isExtended || span.byteCount - offset >= 4 else { break }
            let length = isExtended ? 4 + Int(span.uint16(offset + 2)) : 3 + Int(span.octet(offset + 2))
            guard span.byteCount - offset >= length else { break }
            let code = AttributeCode(rawValue: span.octet(offset + 1))
            if code == .mpReach || code == .mpUnreach || code == left {
                if copied < offset { out.append(contentsOf: list[(list.startIndex + copied)..<(list.startIndex + offset)]) }
                copied = offset + length
            }
            offset += length
        }
        out.append(contentsOf: list[(list.startIndex + copied)...])
    }

    /// Decodes the attributes of all announced routes, without remembering any.
    ///
    /// RFC 7606 §2: when the attributes of one field are malformed, the routes of the whole UPDATE are taken as withdrawn.
    ///
    /// - Parameter options: Those the message was decoded with.
    /// - Throws: UPDATE error "unrecognized well-known attribute".
    /// - Returns: nil for a field that announces nothing.
    public func decodeAttributes(options: DecodingOptions) throws(BGPError) -> (nlri: AttributeOutcome?, mpReach: AttributeOutcome?) {
        let nlri = try attributeBlock(for: .nlri)?.decode(options: options)
        let mpReach = try attributeBlock(for: .mpReach)?.decode(options: options)
        for outcome in [nlri, mpReach] {
            guard case .treatAsWithdraw(let faults)? = outcome else { continue }
            let withdrawn = AttributeOutcome.treatAsWithdraw(faults: faults)
            return (nlri.map { _ in withdrawn }, mpReach.map { _ in withdrawn })
        }
        return (nlri, mpReach)
    }
}
