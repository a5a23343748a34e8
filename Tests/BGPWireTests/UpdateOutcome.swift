internal import BGPWire

/// What an UPDATE leads to, in the lines of TestFixtures/bgp/updates.
func outcome(of body: [UInt8], options: DecodingOptions) -> [String] {
    do throws(BGPError) {
        let update = try UpdateMessage(decoding: body[...], options: options)
        let decoded = try update.decodeAttributes(options: options)
        var lines: [String] = []
        for outcome in [decoded.nlri, decoded.mpReach].compactMap({ $0 }) {
            for fault in outcome.faults {
                let word = fault.reaction == .treatAsWithdraw ? "withdraw" : "discard"
                let line = "\(word) \(fault.attribute?.description ?? "attribute list") \(fault.reason)"
                if !lines.contains(line) || decoded.nlri == nil || decoded.mpReach == nil { lines.append(line) }
            }
        }
        let gone = [update.withdrawnRoutes, update.mpUnreach].compactMap { $0 }.filter { !$0.isEmpty }
        if !gone.isEmpty { lines.append("gone \(gone.flatMap(routes).joined(separator: ", "))") }
        let come = UpdateMessage.Announcement.allCases.compactMap { update.routes($0) }.filter { !$0.isEmpty }
        if !come.isEmpty { lines.append("routes \(come.flatMap(routes).joined(separator: ", "))") }
        lines += update.ignoredFamilies.map { "ignored \($0)" }
        if let family = update.endOfRIB { lines.append("end-of-rib \(family)") }
        for outcome in [decoded.nlri, decoded.mpReach] {
            if let attributes = outcome?.attributes { lines.append("accept \(attributes)") }
        }
        if decoded.nlri == nil, decoded.mpReach == nil { lines.append("nothing") }
        return lines
    } catch {
        let notification = error.notification
        let data = notification.data.isEmpty ? [] : ["data \(hexText(notification.data))"]
        return ["reset \(notification.code)/\(notification.subcode) \(error.reason)"] + data
    }
}

/// The entries of a field in words.
func routes(_ block: NLRIBlock) -> [String] { block.ipv4.map(\.description) + block.ipv6.map(\.description) }
