public import Addresses

/// Which sessions appear, go and change, and what else is different. Sessions are in the order of their addresses.
public struct PlanDifference: Hashable, Sendable {
    public var added: [SessionPlan] = []
    /// As they should be now; see ``changes``.
    public var changed: [SessionPlan] = []
    /// As they were.
    public var removed: [SessionPlan] = []
    /// As they should be now: only what people read is different, nothing is to be done to the session.
    public var relabeled: [SessionPlan] = []
    /// What is different about those in ``changed``.
    public var changes: [IPAddress: SessionChange] = [:]
    /// AS number or router id: everything starts anew.
    public var speakerChanged = false
    public var clusterIDChanged = false
    /// Port, addresses, or whether connections are accepted at those only.
    public var listenersChanged = false
    public var localChanged = false
    public var kernelChanged = false
    /// Log severity or ignored interfaces.
    public var settingsChanged = false

    public init() {}

    /// Nothing is different but maybe remarks.
    public var isEmpty: Bool { self == PlanDifference() }
}

extension NodePlan {
    /// - Parameter old: nil: there was nothing, so that all is new.
    public func difference(from old: NodePlan?) -> PlanDifference {
        var difference = PlanDifference()
        guard let old else {
            difference.added = sortedSessions
            difference.speakerChanged = true
            difference.clusterIDChanged = clusterID != nil
            difference.listenersChanged = true
            difference.localChanged = true
            difference.kernelChanged = true
            difference.settingsChanged = true
            return difference
        }
        for (address, session) in sessions {
            guard let before = old.sessions[address] else {
                difference.added.append(session)
                continue
            }
            let change = session.changes(from: before)
            if change.isLabelsOnly {
                difference.relabeled.append(session)
            } else if !change.isEmpty {
                difference.changed.append(session)
                difference.changes[address] = change
            }
        }
        for (address, session) in old.sessions where sessions[address] == nil { difference.removed.append(session) }
        difference.added.sort { $0.address < $1.address }
        difference.changed.sort { $0.address < $1.address }
        difference.removed.sort { $0.address < $1.address }
        difference.relabeled.sort { $0.address < $1.address }
        difference.speakerChanged = asNumber != old.asNumber || routerID != old.routerID
        difference.clusterIDChanged = clusterID != old.clusterID
        difference.listenersChanged =
            listenPort != old.listenPort || bindsNodeAddress != old.bindsNodeAddress || addresses != old.addresses
        difference.localChanged = local != old.local
        difference.kernelChanged = kernel != old.kernel
        difference.settingsChanged = logSeverity != old.logSeverity || ignoredInterfaces != old.ignoredInterfaces
        return difference
    }
}
