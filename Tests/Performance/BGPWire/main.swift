internal import Addresses
internal import BGPWire

// calico-bench-bgpwire [SECONDS [PART OF A NAME]]
//
// How many prefixes one core decodes and encodes, in messages of 1, 100 and 700 prefixes. Decoding is all that a speaker does with a
// message whose attributes it has met before: framing, checks, looking the attributes up, every prefix. One line each.

let seconds = CommandLine.arguments.count > 1 ? Double(CommandLine.arguments[1]) ?? 1 : 1

for size in [1, 100, 700] {
    measure("decode IPv4, \(size) a message, attributes known", seconds) { try DecodingKnown(Stream<IPv4Prefix>(prefixesPerMessage: size)) }
}
for size in [1, 100, 500] {
    measure("decode IPv6, \(size) a message, attributes known", seconds) { try DecodingKnown(Stream<IPv6Prefix>(prefixesPerMessage: size)) }
}
for size in [1, 8] {
    measure("decode IPv4, \(size) a message, attributes decoded each time", seconds) {
        try DecodingFresh(Stream<IPv4Prefix>(prefixesPerMessage: size))
    }
}
for size in [1, 100, 700] {
    measure("encode IPv4, \(size) a message", seconds) { try Encoding(Stream<IPv4Prefix>(prefixesPerMessage: size), attributesKnown: true) }
}
for size in [1, 100, 500] {
    measure("encode IPv6, \(size) a message", seconds) { try Encoding(Stream<IPv6Prefix>(prefixesPerMessage: size), attributesKnown: true) }
}
for size in [1, 8] {
    measure("encode IPv4, \(size) a message, attributes encoded each time", seconds) {
        try Encoding(Stream<IPv4Prefix>(prefixesPerMessage: size), attributesKnown: false)
    }
}
