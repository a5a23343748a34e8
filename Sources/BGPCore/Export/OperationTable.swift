/// The lists of filter operations that routes of a group are sent with, each with a number; 0 is "nothing changed".
struct OperationTable: Sendable {
    private var lists: [[FilterOperation]] = [[]]
    private var numbers: [[FilterOperation]: UInt32] = [[]: 0]

    mutating func number(of operations: [FilterOperation]) -> UInt32 {
        guard !operations.isEmpty else { return 0 }
        if let known = numbers[operations] { return known }
        let number = UInt32(truncatingIfNeeded: lists.count)
        lists.append(operations)
        numbers[operations] = number
        return number
    }

    func operations(_ number: UInt32) -> [FilterOperation] { lists[Int(number)] }
}
