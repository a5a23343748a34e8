import CNetlink
import Glibc
import TestSupport
import Testing

@testable import Netlink

@Suite struct KernelErrorTests {
    @Test(arguments: [
        (KernelError(code: EEXIST, operation: "link add one"), "link add one: File exists", "there"),
        (KernelError(code: ENOENT, operation: "rule del", detail: "No rule"), "rule del: No such file or directory (No rule)", "gone"),
        (KernelError(code: ENODEV, operation: "link del one"), "link del one: No such device", "gone"),
        (KernelError(code: ESRCH, operation: "route del"), "route del: No such process", "gone"),
        (KernelError(code: ENXIO, operation: "addr del"), "addr del: No such device or address", "gone"),
        (KernelError(code: EPERM, operation: "link add"), "link add: Operation not permitted", "refused"),
        (KernelError(code: EACCES, operation: "link add"), "link add: Permission denied", "refused"),
        (KernelError(code: EINVAL, operation: "link add"), "link add: Invalid argument", ""),
    ])
    func saysWhatWasAskedAndWhy(_ error: KernelError, _ text: String, _ kind: String) {
        #expect(error.description == text)
        #expect(error.isAlreadyThere == (kind == "there"))
        #expect(error.isAlreadyGone == (kind == "gone"))
        #expect(error.isNotPermitted == (kind == "refused"))
    }

    /// struct nlmsgerr: the code, the refused request's header, without NETLINK_CAP_ACK all of the request, then attributes.
    private func refusal(code: Int32, requestLength: UInt32, flags: Int32, after: [UInt8]) -> KernelError? {
        var header = nlmsghdr()
        header.nlmsg_type = UInt16(NLMSG_ERROR)
        header.nlmsg_flags = UInt16(flags)
        var request = nlmsghdr()
        request.nlmsg_len = requestLength
        let payload = withUnsafeBytes(of: code) { Array($0) } + withUnsafeBytes(of: request) { Array($0) } + after
        return payload.withUnsafeBytes { NetlinkSocket.refusal(header, $0) { "link add one" } }
    }

    /// NLMSGERR_ATTR_MSG with "no".
    private let sentence: [UInt8] = [7, 0, 1, 0, 0x6e, 0x6f, 0, 0]

    @Test func isNoneForAnAcknowledgement() {
        #expect(refusal(code: 0, requestLength: 16, flags: NLM_F_CAPPED, after: []) == nil)
    }

    @Test func takesTheSentenceAfterACappedRequest() {
        let error = refusal(code: -EINVAL, requestLength: 999, flags: NLM_F_CAPPED | NLM_F_ACK_TLVS, after: sentence)
        #expect(error == KernelError(code: EINVAL, operation: "link add one", detail: "no"))
    }

    /// Attributes start on a multiple of four, wherever the request ends.
    @Test(arguments: [16, 17, 18, 19, 20, 23])
    func takesTheSentenceAfterAWholeRequest(_ length: UInt32) {
        let rest = [UInt8](repeating: 0, count: Int(length + 3) / 4 * 4 - 16)
        let error = refusal(code: -EINVAL, requestLength: length, flags: NLM_F_ACK_TLVS, after: rest + sentence)
        #expect(error == KernelError(code: EINVAL, operation: "link add one", detail: "no"))
    }

    @Test(arguments: [0, 15, 16, 1000, UInt32.max])
    func hasNoSentenceWhenNoneIsThere(_ length: UInt32) {
        #expect(refusal(code: -EINVAL, requestLength: length, flags: NLM_F_ACK_TLVS, after: [])?.code == EINVAL)
        #expect(refusal(code: -EINVAL, requestLength: length, flags: 0, after: sentence)?.detail == nil)
    }

    /// NLMSG_DONE: the code, then attributes.
    @Test func isInTheEndOfADumpToo() {
        func end(code: Int32, flags: Int32, after: [UInt8]) -> KernelError? {
            var header = nlmsghdr()
            header.nlmsg_type = UInt16(NLMSG_DONE)
            header.nlmsg_flags = UInt16(flags)
            return (withUnsafeBytes(of: code) { Array($0) } + after).withUnsafeBytes { NetlinkSocket.refusal(header, $0) { "link show" } }
        }
        #expect(end(code: 0, flags: NLM_F_MULTI, after: []) == nil)
        #expect(end(code: -EINVAL, flags: NLM_F_MULTI, after: []) == KernelError(code: EINVAL, operation: "link show"))
        let error = end(code: -EINVAL, flags: NLM_F_MULTI | NLM_F_ACK_TLVS, after: sentence)
        #expect(error == KernelError(code: EINVAL, operation: "link show", detail: "no"))
    }

    @Test func isNoneForAnAnswerTooShort() {
        let answer = [UInt8](repeating: 0xff, count: 19)
        #expect(answer.withUnsafeBytes { NetlinkSocket.refusal(nlmsghdr(), $0) { "" } } == nil)
    }
}
