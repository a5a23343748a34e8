internal import Addresses
internal import BGPCore
internal import Model

/// A BGPFilter as filters of the speaker; nil where it has no rules.
struct FilterEntry: Sendable {
    let import4: RouteFilter?
    let import6: RouteFilter?
    let export4: RouteFilter?
    let export6: RouteFilter?
    let remarks: [PlanRemark]

    init(_ filter: BGPFilter) {
        var translator = FilterTranslator(filter.name)
        let spec = filter.spec
        import4 = translator.filter(spec.importV4, "importV4")
        import6 = translator.filter(spec.importV6, "importV6")
        export4 = translator.filter(spec.exportV4, "exportV4")
        export6 = translator.filter(spec.exportV6, "exportV6")
        remarks = translator.remarks
    }

    func importFilter(_ family: IPAddress.Family) -> RouteFilter? { family == .v4 ? import4 : import6 }
    func exportFilter(_ family: IPAddress.Family) -> RouteFilter? { family == .v4 ? export4 : export6 }
}
