import BGPCore
import BGPWire
import Testing

/// What is simulated.
struct Scenario: CustomTestStringConvertible {
    var shape: Topology.Shape
    var count: Int
    /// Decides everything that happens.
    var seed: UInt64 = 1
    /// Of virtual time, with something happening all the time.
    var hours = 2
    /// Seconds between two happenings, on average.
    var pace = 20
    /// Seconds.
    var holdTime: UInt16 = 90
    var prefixes = 24
    var families: UnicastFamilies = .ipv4
    /// Speakers offer graceful restart.
    var restarts = false
    /// Stale routes live on after the restart time, for so many seconds.
    var longLived: UInt32?
    /// All speakers are on one subnet.
    var sharesNetwork = false
    var addPath = false

    var testDescription: String {
        var text = "\(shape.rawValue), \(count) speakers, seed \(seed)"
        if restarts { text += ", graceful restart" }
        if longLived != nil { text += ", long-lived" }
        if sharesNetwork { text += ", shared network" }
        if addPath { text += ", all paths" }
        if families.contains(.ipv6) { text += ", both families" }
        return text
    }
}
