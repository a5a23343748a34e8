internal import NIOHTTP1

/// Decides what a request of one endpoint is answered.
struct HealthResponder: Sendable {
    let pages: HealthPages
    let served: Set<HealthPage>

    func answer(method: HTTPMethod, target: String) async -> HealthAnswer {
        let path = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first.map { String($0) } ?? ""
        guard let page = HealthPage(rawValue: path), served.contains(page) else {
            let known = served.map(\.rawValue).sorted().joined(separator: ", ")
            return HealthAnswer(status: .notFound, text: "no such page; there are \(known)\n")
        }
        guard method == .GET || method == .HEAD else {
            return HealthAnswer(status: .methodNotAllowed, text: "\(page.rawValue) is read with GET or HEAD\n")
        }
        switch page {
        case .liveness: return Self.answer(await pages.liveness(), "live")
        case .readiness: return Self.answer(await pages.readiness(), "ready")
        case .metrics:
            return HealthAnswer(status: .ok, contentType: PrometheusText.contentType, text: PrometheusText.encode(await pages.metrics()))
        }
    }

    private static func answer(_ verdict: HealthVerdict, _ word: String) -> HealthAnswer {
        HealthAnswer(status: verdict.isGood ? .ok : .serviceUnavailable, text: verdict.text(word))
    }
}
