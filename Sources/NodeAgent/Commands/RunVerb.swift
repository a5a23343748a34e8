internal import CLinux
internal import Glibc
internal import JSON
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NodeIPAM
internal import NodeProtocol
internal import NodeServer
internal import NodeSettings
internal import NodeStartup
internal import Slim
internal import Telemetry

/// The daemon: everything around its loop.
struct RunVerb {
    let arguments: [String]
    let settings: NodeConfiguration

    func run() async -> Int32 {
        let isJournal = ProcessEnvironment.value("JOURNAL_STREAM") != nil
        let logs = LogSetup(
            format: settings.logFormat == .json ? .json : .text, level: LogLevels.level(settings, nil), hasPriority: isJournal)
        let logger = logs.logger("node")
        do throws(StartupError) {
            let paths = try NodePaths(settings)
            let lock = try RunLock(paths)
            let service: ServiceManager
            do throws(ServiceManagerFailure) { service = try ServiceManager { ProcessEnvironment.value($0) } } catch {
                throw StartupError(.settings, "systemd cannot be told anything", "\(error)")
            }
            logger.notice("starting", metadata: ["version": "\(Release.version)", "pid": "\(getpid())", "state": "\(paths.state.persistent)"])
            for remark in settings.remarks { logger.warning("setting", metadata: ["remark": "\(remark)"]) }
            if !settings.withoutEffect.isEmpty {
                logger.info("variables without effect", metadata: ["names": "\(settings.withoutEffect.joined(separator: " "))"])
            }
            defer { lock.release() }
            try await serve(paths, logs, service)
            logger.notice("stopped")
            return 0
        } catch {
            logger.critical("cannot go on", metadata: ["what": "\(error.message)", "remedy": "\(error.details)"])
            return 1
        }
    }

    private func serve(_ paths: NodePaths, _ logs: LogSetup, _ service: ServiceManager) async throws(StartupError) {
        let (inbox, continuation) = AsyncStream.makeStream(of: AgentEvent.self)
        let post: @Sendable (AgentEvent) -> Void = { continuation.yield($0) }
        // One loop for BGP alone: what else is served never delays a keepalive.
        let (speakerGroup, group) = (MultiThreadedEventLoopGroup(numberOfThreads: 1), MultiThreadedEventLoopGroup(numberOfThreads: 1))
        let loop = AgentLoop(
            arguments: arguments, settings: settings, paths: paths, logs: logs, speakerLoop: speakerGroup.next(), service: service,
            startedAt: Int64(time(nil)), post: post)
        let signals = Signals(post)
        let services = try await Services(settings, paths, logs, group, service, post)
        post(.attempt)
        var failure: StartupError?
        for await event in inbox {
            do throws(StartupError) { try await loop.handle(event) } catch {
                failure = error
                await loop.stop()
            }
            if loop.isStopping { break }
        }
        continuation.finish()
        await services.stop()
        signals.cancel()
        try? await speakerGroup.shutdownGracefully()
        try? await group.shutdownGracefully()
        if let failure { throw failure }
    }
}
