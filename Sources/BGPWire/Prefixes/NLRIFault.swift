/// Why an NLRI field cannot be read (RFC 7606 §5.3).
enum NLRIFault: Error, Hashable {
    case length(Int, bits: Int)
    case overrun(length: Int, remaining: Int)
    case truncatedPathID(remaining: Int)
}

extension NLRIFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .length(let length, let bits): "a prefix length of \(length), at most \(bits) is possible"
        case .overrun(let length, let remaining): "a prefix of length \(length) with only \(remaining) octets left"
        case .truncatedPathID(let remaining): "\(remaining) octets left, too few for a path identifier and a prefix"
        }
    }
}
