extension KeyValueTransaction {
    /// Refuses what no store can carry out, before anything is done.
    public func validate(_ limits: KeyValueLimits) throws(KeyValueError) {
        for compare in compares { try compare.key.validate(limits) }
        for steps in [success, failure] {
            var puts: [Key] = []
            for case .put(let key, let value) in steps {
                try key.validate(limits)
                guard value.count <= limits.valueOctets else {
                    throw .valueTooLarge(key, octets: value.count, limit: limits.valueOctets)
                }
                puts.append(key)
            }
            for case .get(_, let limit?, _) in steps { try Self.validate(limit: limit) }
            try Self.checkDuplicates(puts, steps)
        }
    }

    /// Refuses a limit of a range that lets nothing through.
    public static func validate(limit: Int?) throws(KeyValueError) {
        if let limit, limit < 1 { throw .limitMalformed(limit) }
    }

    private static func checkDuplicates(_ puts: [Key], _ steps: [KeyValueOperation]) throws(KeyValueError) {
        guard steps.count > 1, !puts.isEmpty else { return }
        let puts = puts.sorted()
        for (key, next) in zip(puts, puts.dropFirst()) where key == next { throw .duplicateKey(key) }
        for case .delete(let range) in steps {
            let index = puts.partitioningIndex { !$0.octets.precedes(range.first) }
            if index < puts.count, range.contains(puts[index]) { throw .duplicateKey(puts[index]) }
        }
    }
}

extension Key {
    fileprivate func validate(_ limits: KeyValueLimits) throws(KeyValueError) {
        guard !octets.isEmpty else { throw .keyEmpty }
        guard octets.count <= limits.keyOctets else { throw .keyTooLong(self, limit: limits.keyOctets) }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first place whose element, and every one after it, fulfils the condition.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
