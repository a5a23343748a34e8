import BGPCore
import BGPWire
import NIOCore
import Speaker

/// Settings of graceful restart for both families.
enum RestartSupport {
    /// - Parameters:
    ///   - seconds: The restart time asked for.
    ///   - longLived: Seconds; nil offers none.
    static func settings(_ seconds: UInt16 = 20, longLived: UInt32? = nil) -> GracefulRestartSettings {
        var settings = GracefulRestartSettings()
        settings.restartTime = seconds
        settings.families = [.ipv4, .ipv6]
        settings.longLivedStaleTime = longLived
        return settings
    }

    /// The configuration of the same speaker after its restart.
    static func restarted(_ configuration: SpeakerConfiguration) -> SpeakerConfiguration {
        var configuration = configuration
        configuration.restart = RestartSettings(families: [.ipv4, .ipv6], deferral: .seconds(10))
        for index in configuration.peers.indices {
            configuration.peers[index].session.gracefulRestart?.isRestarting = true
            configuration.peers[index].session.gracefulRestart?.forwardingPreserved = [.ipv4, .ipv6]
        }
        return configuration
    }
}
