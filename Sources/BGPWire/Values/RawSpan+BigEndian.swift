/// Numbers in network order. Every read is checked against the end of the span; callers check first, so none fails.
extension RawSpan {
    @inline(__always)
    func octet(_ offset: Int) -> UInt8 { unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self) }

    @inline(__always)
    func uint16(_ offset: Int) -> UInt16 { UInt16(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)) }

    @inline(__always)
    func uint32(_ offset: Int) -> UInt32 { UInt32(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)) }

    @inline(__always)
    func uint64(_ offset: Int) -> UInt64 { UInt64(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)) }

    /// A list of elements of `size` octets each; `element` reads the one at an offset.
    @inline(__always)
    func elements<Element>(of size: Int, _ element: (Int) -> Element) -> [Element] {
        // Quicker than the initializers that fill uninitialized memory, which look up the array's type at run time.
        var list: [Element] = []
        list.reserveCapacity(byteCount / size)
        for index in 0..<(byteCount / size) { list.append(element(index &* size)) }
        return list
    }

    /// A copy of all octets.
    func array() -> [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}
