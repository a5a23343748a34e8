import CNetlink
import Glibc
import Netlink
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct NetlinkSocketTests {
    @Test func addsAndDeletesLinksInBatches() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var additions = NetlinkBatch()
            for number in 0..<10 { additions.addLink("link\(number)") }
            try socket.execute(additions)
            #expect(try linkNames(socket) == ["lo"] + (0..<10).map { "link\($0)" })
            var deletions = NetlinkBatch()
            for number in 0..<10 where number != 4 { deletions.deleteLink("link\(number)") }
            try socket.execute(deletions)
            #expect(try linkNames(socket) == ["lo", "link4"])
        }
    }

    @Test func doesNothingForAnEmptyBatch() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            try socket.execute(NetlinkBatch()) { _ in Issue.record("an answer to nothing") }
        }
    }

    @Test func reportsTheFirstErrorAndRunsTheRest() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("one")
            batch.addLink("one")
            batch.deleteLink("nothing")
            batch.addLink("two")
            let error = try refusal(of: batch, socket)
            #expect(error.code == EEXIST && error.isAlreadyThere)
            #expect(error.operation == "link add one type bridge")
            #expect(error.description.hasPrefix("link add one type bridge: File exists"))
            #expect(try linkNames(socket) == ["lo", "one", "two"])
        }
    }

    @Test func reportsAnErrorOfTheLastRequest() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("one")
            batch.deleteLink("nothing")
            let error = try refusal(of: batch, socket)
            #expect(error.code == ENODEV && error.isAlreadyGone)
            #expect(error.description == "link del nothing: No such device")
            #expect(try linkNames(socket) == ["lo", "one"])
        }
    }

    /// NLMSGERR_ATTR_MSG, since Linux 4.12.
    @Test func tellsTheSentenceOfTheKernel() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("one", kind: "nonsense")
            let error = try refusal(of: batch, socket)
            #expect(error.code == EOPNOTSUPP)
            #expect(error.detail == "Unknown device type")
            #expect(error.description == "link add one type nonsense: Operation not supported (Unknown device type)")
        }
    }

    @Test func handsOverEchoesAndAnswersWithTheirPlace() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("one", flags: NLM_F_ECHO)
            batch.addLink("two")
            batch.showLink("two")
            batch.showLink("lo")
            var answers: [String] = []
            try socket.execute(batch) { reply in
                guard let link = reply.link else { return }
                answers.append("\(reply.sequence) \(link.name)")
                #expect(link.index == Int32(bitPattern: if_nametoindex(link.name)))
            }
            #expect(answers == ["1 one", "3 two", "4 lo"])
        }
    }

    /// Several chunks of a dump.
    @Test func dumpsManyLinks() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            let names = (0..<150).map { "link\($0)" }
            for name in names { batch.addLink(name) }
            try socket.execute(batch)
            #expect(try linkNames(socket) == ["lo"] + names)
            #expect(try linkNames(socket).count == 151)
        }
    }

    @Test func reportsADumpThatIsRefused() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            // The kernel wants to be told which statistics.
            batch.append(Int(RTM_GETSTATS), flags: Int(NLM_F_DUMP), header: if_stats_msg(), operation: "stats show")
            var error: KernelError?
            do throws(KernelError) {
                try socket.dump(batch, restart: {}, onReply: { _ in Issue.record("an entry of a refused dump") })
            } catch let refusal { error = refusal }
            #expect(error?.code == EINVAL)
            #expect(error?.description.hasPrefix("stats show: Invalid argument") == true)
        }
    }

    @Test func sendsNothingThatOutgrowsAMessage() async throws {
        try await inFreshNamespace {
            let socket = try NetlinkSocket(.route)
            var batch = NetlinkBatch()
            batch.addLink("one")
            batch.append(Int(RTM_NEWLINK), header: ifinfomsg(), operation: "link set one alias LONG") {
                $0.put(Int(IFLA_IFALIAS), [UInt8](repeating: 0x61, count: 4096))
            }
            let error = try refusal(of: batch, socket)
            #expect(error.code == ENOBUFS)
            #expect(error.description.hasPrefix("build netlink request link set one alias LONG: "))
            #expect(try linkNames(socket) == ["lo"])
        }
    }

    private func refusal(of batch: borrowing NetlinkBatch, _ socket: borrowing NetlinkSocket) throws -> KernelError {
        var refusal: KernelError?
        do throws(KernelError) { try socket.execute(batch) } catch { refusal = error }
        return try #require(refusal)
    }
}
