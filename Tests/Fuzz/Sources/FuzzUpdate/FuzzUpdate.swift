import BGPWire

/// The body of an UPDATE behind one octet of options: everything in it is read, and what is accepted comes back from its own octets.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    guard let bits = input.first else { return 0 }
    var options = DecodingOptions(
        peer: bits & 3 == 0 ? .external : bits & 3 == 1 ? .confederation : .internal, fourOctetAS: bits & 4 == 0, families: [.ipv4, .ipv6],
        extendedNextHop: bits & 8 == 0)
    if bits & 16 != 0 { options.addPath.insert(.ipv4) }
    if bits & 32 != 0 { options.addPath.insert(.ipv6) }
    if bits & 64 != 0 { options.families.remove(.ipv6) }
    options.inConfederation = bits & 3 == 3
    options.refusesASSets = bits & 128 != 0
    do {
        let update = try UpdateMessage(decoding: input[1...], options: options)
        let fields = [update.withdrawnRoutes, update.mpUnreach, update.routes(.nlri), update.routes(.mpReach)]
        for field in fields {
            guard let field else { continue }
            var entries = 0
            field.ipv4.forEach { entries += Int($0.prefix.length) <= 32 ? 1 : 0 }
            field.ipv6.forEach { entries += Int($0.prefix.length) <= 128 ? 1 : 0 }
            precondition(entries == field.count)
            checkWithdrawal(field.ipv4, field.hasPathIDs)
            checkWithdrawal(field.ipv6, field.hasPathIDs)
        }
        if update.endOfRIB != nil { precondition(fields.allSatisfy { $0?.isEmpty ?? true }) }
        let outcomes = try update.decodeAttributes(options: options)
        for outcome in [outcomes.nlri, outcomes.mpReach] {
            guard let outcome else { continue }
            precondition(outcome.faults.allSatisfy { !$0.description.isEmpty })
            if let attributes = outcome.attributes { checkAttributes(attributes, options) }
        }
    } catch {
        precondition(error.notification.code == 3 || error.notification.code == 1)
        precondition(!error.reason.isEmpty && NotificationMessage(error.notification.description) == error.notification)
    }
    return 0
}

/// Routes come back from the UPDATEs that withdraw them.
private func checkWithdrawal<Prefix: RoutePrefix>(_ routes: NLRISequence<Prefix>, _ hasPathIDs: Bool) {
    let addPath: UnicastFamilies = hasPathIDs ? [.ipv4, .ipv6] : []
    var encoder = UpdateEncoder<Prefix>(options: EncodingOptions(addPath: addPath))
    encoder.withdraw()
    encoder.add(routes)
    var framer = MessageFramer()
    framer.append(encoder.take())
    var again: [NLRI<Prefix>] = []
    let options = DecodingOptions(families: [.ipv4, .ipv6], addPath: addPath)
    while let frame = try? framer.next(), let update = try? UpdateMessage(decoding: frame.body, options: options) {
        for field in [update.withdrawnRoutes, update.mpUnreach] {
            if let field { again += field.entries(of: Prefix.self) }
        }
    }
    precondition(framer.pendingCount == 0 && again == Array(routes))
}

/// Accepted attributes come back from their canonical list.
private func checkAttributes(_ attributes: PathAttributes, _ options: DecodingOptions) {
    var canonical = options
    canonical.fourOctetAS = true
    let family: AddressFamily = attributes.nextHop?.isIPv4 == true ? .ipv4Unicast : .ipv6Unicast
    let block = AttributeBlock(attributes.canonicalList(family)[...])
    guard let outcome = try? block.decode(options: canonical) else { preconditionFailure("cannot read what was written") }
    precondition(outcome == .accepted(attributes, faults: []) && !attributes.description.isEmpty)
}
