internal import Documents
internal import Model
internal import Store

/// Writes many resources, in pieces.
struct ResourceWriting: Sendable {
    /// Requests that go to the store at once.
    private static let piece = 1000

    let verb: WriteVerb
    var skipsExisting = false
    var skipsMissing = false
    var remark = ""
    var progress = Progress(output: nil)

    func write(_ items: [(resource: AnyResource, source: DocumentSource?)], to store: any ResourceStore) async -> WriteReport {
        var report = WriteReport(verb: verb, kinds: Set(items.map(\.resource.kind.name)), total: items.count, remark: remark)
        var written = 0
        for part in parts(items) {
            var start = 0
            while start < part.count {
                let end = min(start + Self.piece, part.count)
                await write(part[start..<end], to: store, &report)
                written += end - start
                progress.hasWritten(written, of: items.count)
                start = end
            }
        }
        progress.end()
        return report
    }

    private func write(
        _ items: ArraySlice<(resource: AnyResource, source: DocumentSource?)>, to store: any ResourceStore, _ report: inout WriteReport
    ) async {
        var requests: [WriteRequest] = []
        var sent: [DocumentSource?] = []
        for (resource, source) in items {
            if let refusal = WriteVerb.refusal(verb.rawValue, of: resource.kind) {
                report.failures.append(WriteReport.Failure(source: source?.description, message: refusal))
            } else if let request = verb.request(resource) {
                requests.append(request)
                sent.append(source)
            }
        }
        for (result, source) in zip(await store.write(requests), sent) {
            do throws(StoreError) {
                _ = try result.get()
                report.done += 1
            } catch {
                if isSkipped(error) {
                    report.done += 1
                } else {
                    report.failures.append(WriteReport.Failure(source: source?.description, message: error.description))
                }
            }
        }
    }

    /// What others need is written before them and deleted after them; otherwise all is done in the order given.
    private func parts(
        _ items: [(resource: AnyResource, source: DocumentSource?)]
    ) -> [[(resource: AnyResource, source: DocumentSource?)]] {
        let isNeeded = { (resource: AnyResource) in resource.kind == TierKind.kind || resource.kind == BGPFilterKind.kind }
        let (needed, others) = (items.filter { isNeeded($0.resource) }, items.filter { !isNeeded($0.resource) })
        return verb == .delete ? [others, needed] : [needed, others]
    }

    private func isSkipped(_ error: StoreError) -> Bool {
        switch error {
        case .alreadyExists: skipsExisting
        case .notFound: skipsMissing
        default: false
        }
    }
}

extension Session {
    /// Prints what became of a command's resources.
    func show(_ report: WriteReport) throws(CommandFailure) {
        if let success = report.success { try output.writeLine(success) }
        if let failure = report.failure { throw failure }
    }

    /// Makes what every cluster has, as far as this may be done: writes of other resources do not depend on it.
    func tryToInitialize() async {
        do throws(StoreError) { try await store.initialize() } catch { return }
    }
}
