internal import NIOHTTP1

/// One page as it is sent.
struct HealthAnswer: Sendable {
    var status: HTTPResponseStatus
    var contentType = "text/plain; charset=utf-8"
    var text: String
}
