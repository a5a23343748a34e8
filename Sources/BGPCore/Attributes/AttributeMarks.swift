internal import BGPWire

/// What export rules ask of every route's attributes, worked out once for each set.
struct AttributeMarks: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// RFC 1997.
    static let noExport = AttributeMarks(rawValue: 1)
    static let noAdvertise = AttributeMarks(rawValue: 2)
    static let noExportSubconfederation = AttributeMarks(rawValue: 4)
    /// RFC 9494.
    static let longLivedStale = AttributeMarks(rawValue: 8)
    static let noLongLived = AttributeMarks(rawValue: 16)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ attributes: PathAttributes) {
        var marks: AttributeMarks = []
        for community in attributes.communities {
            switch community {
            case .noExport: marks.insert(.noExport)
            case .noAdvertise: marks.insert(.noAdvertise)
            case .noExportSubconfederation: marks.insert(.noExportSubconfederation)
            case .llgrStale: marks.insert(.longLivedStale)
            case .noLLGR: marks.insert(.noLongLived)
            default: break
            }
        }
        self = marks
    }
}
