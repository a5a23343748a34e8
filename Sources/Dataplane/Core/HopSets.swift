internal import Netlink

/// Sets of hops by number: a hundred thousand routes share a few. A set lives as long as somebody refers to it.
struct HopSets {
    private var sets: [[RouteHop]] = []
    private var references: [Int] = []
    private var numbers: [[RouteHop]: UInt32] = [:]
    private var free: [UInt32] = []
    /// The single hop that was looked up last.
    private var recent: (hop: RouteHop, number: UInt32)?

    subscript(_ number: UInt32) -> [RouteHop] { Int(number) < sets.count ? sets[Int(number)] : [] }

    /// Sets that are in use.
    var numbersInUse: [UInt32] { Array(numbers.values) }

    /// The form of a route by way of these hops, with a reference that the caller has to release.
    mutating func form(of hops: [RouteHop]) -> RouteForm {
        guard hops.count != 1 else { return form(of: hops[0]) }
        return referred(hops.sorted())
    }

    mutating func form(of hop: RouteHop) -> RouteForm {
        guard hop.gateway != nil else { return .link(hop.interface) }
        if let recent, recent.hop == hop {
            references[Int(recent.number)] += 1
            return RouteForm(kind: .hops, number: recent.number)
        }
        let form = referred([hop])
        recent = (hop, form.number)
        return form
    }

    private mutating func referred(_ hops: [RouteHop]) -> RouteForm {
        let number: UInt32
        if let known = numbers[hops] {
            number = known
            references[Int(number)] += 1
        } else if let reused = free.popLast() {
            number = reused
            sets[Int(number)] = hops
            references[Int(number)] = 1
            numbers[hops] = number
        } else {
            number = UInt32(sets.count)
            sets.append(hops)
            references.append(1)
            numbers[hops] = number
        }
        return RouteForm(kind: .hops, number: number)
    }

    mutating func retain(_ form: RouteForm) {
        if form.kind == .hops { references[Int(form.number)] += 1 }
    }

    mutating func release(_ form: RouteForm) {
        guard form.kind == .hops else { return }
        references[Int(form.number)] -= 1
        guard references[Int(form.number)] == 0 else { return }
        numbers[sets[Int(form.number)]] = nil
        sets[Int(form.number)] = []
        free.append(form.number)
        if recent?.number == form.number { recent = nil }
    }

    /// What a message about a route says, with a reference that the caller has to release.
    mutating func form(of message: RouteMessage) -> RouteForm {
        guard message.isPlain else { return .strange }
        if message.isBlackhole { return .blackhole }
        guard message.isUnicast, let hop = message.hop else { return .strange }
        return message.furtherHops.isEmpty ? form(of: hop) : form(of: message.hops)
    }

    /// The way that a request has to say; nil for a strange form.
    func way(_ form: RouteForm) -> RouteRequests.Way? {
        switch form.kind {
        case .blackhole: .blackhole
        case .link: .link(Int32(bitPattern: form.number))
        case .hops: .hops(self[form.number])
        case .strange: nil
        }
    }

    /// The indexes of the interfaces that a route of that form uses.
    func interfaces(_ form: RouteForm) -> [Int32] {
        switch form.kind {
        case .blackhole, .strange: []
        case .link: [Int32(bitPattern: form.number)]
        case .hops: self[form.number].map(\.interface)
        }
    }
}
