internal import Addresses
internal import Dataplane
internal import NodeProtocol
internal import Speaker
internal import Store

/// Everything that can happen to the daemon; it is handled one by one.
enum AgentEvent: Sendable {
    /// Steps of the start that failed are tried again.
    case attempt
    /// What a watch of the datastore brought; the number tells which one, as an old one may still speak.
    case cluster(CacheUpdate, generation: Int)
    case endpoints(EndpointUpdate)
    case dataplane(DataplaneEvent)
    case speaker(SpeakerEvent, generation: Int)
    case forwarding(ForwardingLoop.Outcome)
    /// Plugins have had their time to make the routes of new pods.
    case podsSettled
    /// Sessions that waited for reflectors have waited long enough.
    case lingeringExpired(Int)
    /// Peers have had their time to tell their routes after a restart.
    case sweepTimeOver
    case saveRecord
    /// Files with passwords of peers may be others.
    case secrets
    case request(NodeRequest, @Sendable (NodeAnswer) -> Void)
    /// Health and metrics are served; or why they are not.
    case healthServed(String?)
    /// Asks for nothing but an answer: the loop turns.
    case ping(@Sendable () -> Void)
    case reload
    case stop
}
