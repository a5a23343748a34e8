internal import Addresses

/// What routes are wanted for, by number: most routes share a few targets.
struct TargetTable {
    struct Record {
        let target: DesiredRoute.Target
        var references = 0
        /// Where it leads to now; nil: nowhere.
        var form: RouteForm?
        /// Why it leads nowhere.
        var words = ""
        /// Who wants it, for an interface: the few routes of a pod.
        var members: Set<WantKey> = []
    }

    private var records: [Record] = []
    private var numbers: [DesiredRoute.Target: UInt32] = [:]
    private var free: [UInt32] = []
    private(set) var byInterface: [String: UInt32] = [:]

    subscript(_ number: UInt32) -> Record {
        get { records[Int(number)] }
        _modify { yield &records[Int(number)] }
    }

    func form(_ number: UInt32) -> RouteForm? { records[Int(number)].form }

    /// Numbers of those that are made of next hops.
    var routed: [UInt32] { numbers.values.filter { if case .nextHops = records[Int($0)].target { true } else { false } } }

    /// One spelling for each target: next hops in order, each once.
    static func normal(_ target: DesiredRoute.Target) -> DesiredRoute.Target {
        switch target {
        case .blackhole, .interface: return target
        case .via(let address): return .nextHops([address])
        case .nextHops(let addresses):
            guard zip(addresses, addresses.dropFirst()).contains(where: { $0 >= $1 }) else { return target }
            return .nextHops(Array(Set(addresses)).sorted())
        }
    }

    /// Refers to a target once more.
    /// - Returns: Its number, and whether it is new: its form is not known yet.
    mutating func retain(_ target: DesiredRoute.Target) -> (number: UInt32, isNew: Bool) {
        if let known = numbers[target] {
            records[Int(known)].references += 1
            return (known, false)
        }
        let record = Record(target: target, references: 1)
        let number: UInt32
        if let reused = free.popLast() {
            number = reused
            records[Int(number)] = record
        } else {
            number = UInt32(records.count)
            records.append(record)
        }
        numbers[target] = number
        if case .interface(let name) = target { byInterface[name] = number }
        return (number, true)
    }

    /// Refers once more to the target of that number.
    /// - Returns: False when it is another one by now.
    mutating func retain(_ number: UInt32, if target: DesiredRoute.Target) -> Bool {
        guard records[Int(number)].references > 0, records[Int(number)].target == target else { return false }
        records[Int(number)].references += 1
        return true
    }

    /// - Returns: The record when nobody refers to it any more.
    mutating func release(_ number: UInt32) -> Record? {
        records[Int(number)].references -= 1
        guard records[Int(number)].references == 0 else { return nil }
        let record = records[Int(number)]
        numbers[record.target] = nil
        if case .interface(let name) = record.target { byInterface[name] = nil }
        free.append(number)
        return record
    }
}
