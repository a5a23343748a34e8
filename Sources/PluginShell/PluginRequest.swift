public import CNISpec
public import Slim

/// One call of a runtime: what it asked for, with which configuration, and where to log.
public struct PluginRequest {
    public let invocation: Invocation
    public let configuration: NetworkConfiguration
    public let logger: SlimLogger
    /// The steps of this request, for the log line at its end.
    public var stopwatch: Stopwatch
}
