/// What a part of a selector asks of one label, with numbers that stand for values.
///
/// Sets are joined into the larger one, so that no nesting makes the work grow faster than the text.
struct PartialRestriction {
    var mustBePresent = false
    var mustBeAbsent = false
    var values: Set<Int>?

    var restricts: Bool { mustBePresent || mustBeAbsent }

    /// Both have to be met.
    mutating func formConjunction(with other: PartialRestriction) {
        mustBePresent = mustBePresent || other.mustBePresent
        mustBeAbsent = mustBeAbsent || other.mustBeAbsent
        guard let theirs = other.values else { return }
        guard let mine = values else {
            values = theirs
            return
        }
        values = mine.count < theirs.count ? mine.filter(theirs.contains) : theirs.filter(mine.contains)
    }

    /// One of both has to be met.
    mutating func formDisjunction(with other: consuming PartialRestriction) {
        mustBePresent = mustBePresent && other.mustBePresent
        mustBeAbsent = mustBeAbsent && other.mustBeAbsent
        guard mustBePresent, let mine = values?.count, let theirs = other.values?.count else {
            values = nil
            return
        }
        if mine < theirs { swap(&values, &other.values) }
        if let smaller = other.values { values?.formUnion(smaller) }
    }
}
