/// Capabilities as code, length and value (RFC 5492 §4).
extension Capability {
    /// Every capability of one Capabilities optional parameter, in order.
    ///
    /// - Throws: OPEN error "unspecific" (RFC 4271 §6.2) for a capability cut short or a length its RFC does not allow.
    static func decodeList(_ octets: ArraySlice<UInt8>) throws(BGPError) -> [Capability] {
        let span = octets.span.bytes
        var capabilities: [Capability] = []
        var offset = 0
        while offset < span.byteCount {
            guard span.byteCount - offset >= 2, span.byteCount - offset - 2 >= Int(span.octet(offset + 1)) else {
                throw .open(.unspecific, "capability \(span.octet(offset)) reaches beyond its optional parameter")
            }
            let end = offset + 2 + Int(span.octet(offset + 1))
            capabilities.append(try decode(code: span.octet(offset), span.extracting((offset + 2)..<end)))
            offset = end
        }
        return capabilities
    }

    private static func decode(code: UInt8, _ value: RawSpan) throws(BGPError) -> Capability {
        switch code {
        case MultiprotocolCapability.code: .multiprotocol(try MultiprotocolCapability.decode(value))
        case RouteRefreshCapability.code: try RouteRefreshCapability.decode(value)
        case ExtendedNextHopCapability.code: .extendedNextHop(try ExtendedNextHopCapability(decoding: value))
        case ExtendedMessageCapability.code: try ExtendedMessageCapability.decode(value)
        case GracefulRestartCapability.code: .gracefulRestart(try GracefulRestartCapability(decoding: value))
        case FourOctetASCapability.code: .fourOctetAS(try FourOctetASCapability.decode(value))
        case AddPathCapability.code: try AddPathCapability.decode(value)
        case EnhancedRouteRefreshCapability.code: try EnhancedRouteRefreshCapability.decode(value)
        case LongLivedGracefulRestartCapability.code: .longLivedGracefulRestart(try LongLivedGracefulRestartCapability(decoding: value))
        default: .unknown(code: code, value: value.array())
        }
    }

    /// The error for a length that the capability's RFC does not allow.
    static func badLength(_ name: StaticString, _ length: Int, expected: StaticString) -> BGPError {
        .open(.unspecific, "\(name) capability of \(length) octets, \(expected) expected")
    }

    func encode(into out: inout [UInt8]) throws(EncodingError) {
        let start = out.count
        out.append(code)
        out.append(0)
        switch self {
        case .multiprotocol(let family): MultiprotocolCapability.encode(family, into: &out)
        case .routeRefresh, .extendedMessage, .enhancedRouteRefresh: break
        case .extendedNextHop(let capability): capability.encode(into: &out)
        case .gracefulRestart(let capability): capability.encode(into: &out)
        case .fourOctetAS(let number): out.append(uint32: number.value)
        case .addPath(let capability): capability.encode(into: &out)
        case .longLivedGracefulRestart(let capability): capability.encode(into: &out)
        case .unknown(_, let value): out.append(contentsOf: value)
        }
        let length = out.count - start - 2
        guard let octet = UInt8(exactly: length) else { throw .capabilityTooLong(code: code, length: length) }
        out[start + 1] = octet
    }

    /// The capabilities as they stand in an OPEN, and in the data of "unsupported capability" (RFC 5492 §5).
    public static func encodeList(_ capabilities: [Capability]) throws(EncodingError) -> [UInt8] {
        var out: [UInt8] = []
        for capability in capabilities { try capability.encode(into: &out) }
        return out
    }
}
