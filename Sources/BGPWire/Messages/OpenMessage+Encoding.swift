extension OpenMessage {
    /// Appends the message: all capabilities in one optional parameter, with extended lengths only when they are needed (RFC 9072 §2).
    public func encode(into out: inout [UInt8]) throws(EncodingError) {
        let list = try Capability.encodeList(capabilities)
        let isExtended = list.count > 253
        let length = MessageHeader.size + 10 + (list.isEmpty ? 0 : isExtended ? 6 + list.count : 2 + list.count)
        guard length <= MessageHeader.defaultMaximumLength else { throw .openTooLong(length: length) }
        let start = out.count
        MessageHeader.begin(.open, in: &out)
        out.append(Self.version)
        out.append(uint16: asField)
        out.append(uint16: holdTime)
        out.append(uint32: identifier.value)
        if list.isEmpty {
            out.append(0)
        } else if isExtended {
            out.append(255)
            out.append(255)
            out.append(uint16: UInt16(truncatingIfNeeded: list.count + 3))
            out.append(2)
            out.append(uint16: UInt16(truncatingIfNeeded: list.count))
        } else {
            out.append(UInt8(truncatingIfNeeded: list.count + 2))
            out.append(2)
            out.append(UInt8(truncatingIfNeeded: list.count))
        }
        out.append(contentsOf: list)
        MessageHeader.finish(&out, from: start)
    }
}
