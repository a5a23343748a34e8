internal import BGPWire

/// Work on a stream's UPDATEs that is done again and again; each round gives the number of prefixes.
protocol Work {
    mutating func run() throws -> Int
}

/// Decodes the stream as it comes from a socket, 64 KiB at a time, looking attributes up by their octets.
struct DecodingKnown<Prefix: RoutePrefix>: Work {
    let stream: Stream<Prefix>
    private var known = KnownAttributes()
    private var sum = 0

    init(_ stream: Stream<Prefix>) { self.stream = stream }

    mutating func run() throws -> Int {
        var prefixes = 0
        var framer = MessageFramer()
        for chunk in stream.chunks {
            framer.append(chunk)
            while let frame = try framer.next() {
                let update = try UpdateMessage(decoding: frame.body, options: stream.decoding)
                prefixes &+= read(update, .nlri) &+ read(update, .mpReach)
            }
        }
        keep(sum)
        return prefixes
    }

    @inline(__always)
    private mutating func read(_ update: UpdateMessage, _ announcement: UpdateMessage.Announcement) -> Int {
        guard let routes = update.routes(announcement), let block = update.attributeBlock(for: announcement) else { return 0 }
        sum &+= known.number(of: block)
        routes.entries(of: Prefix.self).forEach { sum &+= $0.summand }
        return routes.count
    }
}

/// The same with attributes decoded for every message.
struct DecodingFresh<Prefix: RoutePrefix>: Work {
    let stream: Stream<Prefix>
    private var sum = 0

    init(_ stream: Stream<Prefix>) { self.stream = stream }

    mutating func run() throws -> Int {
        var prefixes = 0
        var framer = MessageFramer()
        for chunk in stream.chunks {
            framer.append(chunk)
            while let frame = try framer.next() {
                let update = try UpdateMessage(decoding: frame.body, options: stream.decoding)
                guard let routes = update.routes(.nlri), let block = update.attributeBlock(for: .nlri) else { continue }
                if case .accepted(let attributes, _) = try block.decode(options: stream.decoding) { sum &+= attributes.asPath.length }
                routes.entries(of: Prefix.self).forEach { sum &+= $0.summand }
                prefixes &+= routes.count
            }
        }
        keep(sum)
        return prefixes
    }
}

/// Encodes the stream's routes, 64 KiB at a time; attributes before, or for every message.
struct Encoding<Prefix: RoutePrefix>: Work {
    let stream: Stream<Prefix>
    private let encoded: [EncodedAttributes]?

    init(_ stream: Stream<Prefix>, attributesKnown: Bool) throws {
        self.stream = stream
        encoded = attributesKnown ? try stream.attributes.map { try Self.encode($0, stream) } : nil
    }

    private static func encode(_ attributes: PathAttributes, _ stream: Stream<Prefix>) throws(EncodingError) -> EncodedAttributes {
        try EncodedAttributes(attributes, family: Prefix.family, options: stream.encoding)
    }

    mutating func run() throws -> Int {
        var encoder = UpdateEncoder<Prefix>(options: stream.encoding, capacity: 1 << 17)
        var number = 0
        for start in Swift.stride(from: 0, to: stream.entries.count, by: stream.prefixesPerMessage) {
            try encoder.announce(with: encoded?[number & 31] ?? Self.encode(stream.attributes[number & 31], stream))
            number &+= 1
            for index in start..<min(start + stream.prefixesPerMessage, stream.entries.count) { encoder.add(stream.entries[index]) }
            if encoder.count > 1 << 16 {
                keep(encoder.take().count)
                encoder = UpdateEncoder<Prefix>(options: stream.encoding, capacity: 1 << 17)
            }
        }
        keep(encoder.take().count)
        return stream.entries.count
    }
}

extension NLRI {
    /// Something that needs the entry and costs nearly nothing.
    @inline(__always)
    var summand: Int { Int(prefix.length) &+ Int(pathID) }
}

/// Makes a result count, so that the work for it is not left out.
@inline(never)
func keep(_ value: Int) {
    withExtendedLifetime(value) {}
}
