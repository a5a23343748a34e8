internal import JSON

extension CrossFieldRule where F: GlobalPolicySpec {
    /// How policies that work before connection tracking or destination NAT are limited.
    static var earlyHooks: Self {
        CrossFieldRule { spec, inspection in
            let preDNAT = spec.object["preDNAT"]
            guard preDNAT != nil || spec.object["doNotTrack"] != nil else { return }
            if spec.object["applyOnForward"] == nil {
                inspection.refuse(nil, "must be true where doNotTrack or preDNAT is", at: [.member("applyOnForward")])
            }
            guard let preDNAT else { return }
            if spec.object["doNotTrack"] != nil {
                inspection.refuse(preDNAT, "must not be set together with doNotTrack", at: [.member("preDNAT")])
            }
            if let egress = spec.object["egress"] {
                inspection.refuse(
                    egress, "must be empty where preDNAT is true: there is no destination NAT before packets leave", at: [.member("egress")])
            }
            if let types = spec.object["types"], types.array?.contains("Egress") == true {
                inspection.refuse(types, "must be Ingress alone where preDNAT is true", at: [.member("types")])
            }
        }
    }
}

extension CrossFieldRule where F: StagedSpec {
    /// - Parameter kept: Names of fields that may be set besides the action.
    static func emptyWhereDeleted(_ kept: String...) -> Self {
        CrossFieldRule { spec, inspection in
            guard spec.stagedAction == .delete else { return }
            for (name, value) in spec.object.members where name != "stagedAction" && !kept.contains(name) {
                if case .object(let object) = value, object.isEmpty { continue }
                inspection.refuse(value, "must not be set where stagedAction is Delete: the name tells what is deleted", at: [.member(name)])
            }
        }
    }
}
