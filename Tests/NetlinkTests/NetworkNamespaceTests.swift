import Glibc
import Netlink
import TestSupport
import Testing

@Suite struct NetworkNamespaceTests {
    @Test func isTheSameForEveryHandleOnIt() async throws {
        try await onOwnThread {
            let one = try NetworkNamespace.current()
            let two = try NetworkNamespace(path: "/proc/self/ns/net")
            #expect(one.identity == two.identity)
            #expect(one.identity.inode != 0)
        }
    }

    @Test(arguments: [
        ("/no/such/namespace", ENOENT, "open network namespace /no/such/namespace: No such file or directory"),
        ("", ENOENT, "open network namespace : No such file or directory"),
        ("/dev/null", EINVAL, "open network namespace /dev/null: Invalid argument (the file is not a namespace)"),
        ("/", EINVAL, "open network namespace /: Invalid argument (the file is not a namespace)"),
        ("/proc/self/ns/uts", EINVAL, "open network namespace /proc/self/ns/uts: Invalid argument (the file is not a namespace)"),
    ])
    func opensNothingElse(_ path: String, _ code: Int32, _ text: String) {
        do throws(KernelError) {
            _ = try NetworkNamespace(path: path)
            Issue.record("\(path) was opened")
        } catch {
            #expect(error.code == code)
            #expect(error.description == text)
        }
    }

    /// What is left of a namespace whose mount is gone.
    @Test func opensNoPlainFile() throws {
        try withTemporaryFolder { folder in
            try write("", to: "\(folder)/blue")
            do throws(KernelError) {
                _ = try NetworkNamespace(path: "\(folder)/blue")
                Issue.record("a plain file was opened")
            } catch { #expect(error.code == EINVAL) }
        }
    }

    @Test(.enabled(if: isRoot, rootReason)) func differsFromOthersAndIsEnteredForGood() async throws {
        try await inFreshNamespace {
            let first = try NetworkNamespace.current()
            try leaveForFreshNamespace()
            let second = try NetworkNamespace.current()
            #expect(first.identity != second.identity)
            try first.enter()
            #expect(try NetworkNamespace.current().identity == first.identity)
        }
    }

    @Test(.enabled(if: isRoot, rootReason)) func runsInsideAndComesBack() async throws {
        try await inFreshNamespace {
            let other = try NetworkNamespace.current()
            try leaveForFreshNamespace()
            let home = try NetworkNamespace.current()
            let inside = try other.inside(from: home) { () throws(KernelError) in try NetworkNamespace.current().identity }
            #expect(inside == other.identity)
            #expect(try NetworkNamespace.current().identity == home.identity)
        }
    }

    @Test(.enabled(if: isRoot, rootReason)) func comesBackFromABodyThatThrows() async throws {
        try await inFreshNamespace {
            let other = try NetworkNamespace.current()
            try leaveForFreshNamespace()
            let home = try NetworkNamespace.current()
            do throws(KernelError) {
                try other.inside(from: home) { () throws(KernelError) in throw KernelError(code: EBUSY, operation: "test", detail: "on purpose") }
                Issue.record("the error is lost")
            } catch { #expect(error == KernelError(code: EBUSY, operation: "test", detail: "on purpose")) }
            #expect(try NetworkNamespace.current().identity == home.identity)
        }
    }

    /// A socket belongs to the namespace in which it was opened, wherever its thread goes.
    @Test(.enabled(if: isRoot, rootReason)) func keepsSocketsWhereTheyWereOpened() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("here")
            try socket.execute(batch)
            try leaveForFreshNamespace()
            #expect(try linkNames(socket) == ["lo", "here"])
            #expect(try linkNames(NetlinkSocket(.route)) == ["lo"])
        }
    }
}
