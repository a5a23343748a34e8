import Addresses
import Glibc
import NodeIPAM
import NodeSettings
import NodeStartup
import TestSupport
import Testing

@Suite struct FileTests {
    private let host = HostText.interfaces("eth0:default 10.0.0.5/24")

    private func write(_ folder: String, _ environment: [String: String] = [:], name: String = "n1", interface: String? = "eth0") throws -> [IPPrefix]
    {
        let settings = try NodeConfiguration(environment: environment.merging(["CALICO_STATE_DIR": folder]) { first, _ in first })
        return try NodeFiles.write(NodeIdentity(name: name, interface: interface), settings: settings, paths: NodePaths(settings), interfaces: host)
    }

    @Test func areWritten() throws {
        try withTemporaryFolder { folder in
            let podCIDRs = try write(folder, ["CALICO_POD_CIDR": "10.65.3.0/24,fd00:65:3::/64"])
            #expect(podCIDRs.map(\.description) == ["10.65.3.0/24", "fd00:65:3::/64"])
            #expect(try contents("\(folder)/nodename") == "n1\n")
            #expect(try contents("\(folder)/mtu") == "1500\n")
            let record = try NodeRecord.read(StatePaths(configured: folder, environment: nil))
            #expect(record == NodeRecord(name: "n1", podCIDRs: podCIDRs))
            #expect(try entries(of: folder) == ["mtu", "node.json", "nodename"])
        }
    }

    private func inodes(_ folder: String) throws -> String { try runShell("stat -c '%n %i' '\(folder)'/*") }

    @Test func areLeftAloneWhenNothingDiffers() throws {
        try withTemporaryFolder { folder in
            _ = try write(folder, ["CALICO_POD_CIDR": "10.65.3.0/24"])
            let before = try inodes(folder)
            // Without the option what is recorded holds.
            #expect(try write(folder).map(\.description) == ["10.65.3.0/24"])
            #expect(try inodes(folder) == before)
            #expect(try write(folder, ["CALICO_POD_CIDR": "10.65.4.0/24", "CALICO_MTU": "1400"]).map(\.description) == ["10.65.4.0/24"])
            #expect(try contents("\(folder)/mtu") == "1400\n")
            #expect(try inodes(folder) != before)
        }
    }

    @Test func aLostNodeNameComesBack() throws {
        try withTemporaryFolder { folder in
            _ = try write(folder)
            unlink("\(folder)/nodename")
            _ = try write(folder)
            #expect(try contents("\(folder)/nodename") == "n1\n")
        }
    }

    @Test func foldersAreMade() throws {
        try withTemporaryFolder { folder in
            _ = try write("\(folder)/a/b")
            #expect(try contents("\(folder)/a/b/nodename") == "n1\n")
        }
    }

    @Test func aFileInPlaceOfTheFolderIsTold() throws {
        try withTemporaryFolder { folder in
            try TestSupport.write("no folder", to: "\(folder)/state")
            let error = #expect(throws: StartupError.self) { _ = try write("\(folder)/state") }
            #expect(error?.kind == .file && error?.mayPass == true && error?.details.contains(folder) == true)
        }
    }

    @Test func withoutAnInterfaceThereIsNoMTU() throws {
        try withTemporaryFolder { folder in
            let settings = try NodeConfiguration(environment: ["CALICO_STATE_DIR": folder])
            _ = try NodeFiles.write(NodeIdentity(name: "n1"), settings: settings, paths: NodePaths(settings), interfaces: [])
            #expect(try entries(of: folder) == ["node.json", "nodename"])
        }
    }

    @Test func aDamagedRecordIsToldAndNotOverwritten() throws {
        try withTemporaryFolder { folder in
            try TestSupport.write("{", to: "\(folder)/node.json")
            let error = #expect(throws: StartupError.self) { _ = try write(folder) }
            #expect(error?.kind == .file && error?.details.contains("node.json") == true)
            #expect(try contents("\(folder)/node.json") == "{")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "mounts a file system"))
    func aFullDiskIsToldAndPasses() throws {
        try withTemporaryFolder { folder in
            try runShell("mount -t tmpfs -o size=64k tmpfs '\(folder)'")
            defer { _ = try? runShell("umount '\(folder)'") }
            try runShell("dd if=/dev/zero of='\(folder)/filler' bs=4096 count=100 2>/dev/null || true")
            let error = #expect(throws: StartupError.self) { _ = try write(folder) }
            #expect(error?.kind == .file && error?.mayPass == true)
            #expect(
                error?.details.contains("No space left on device") == true && error?.details.contains(folder) == true, "\(String(describing: error))")
            #expect(try entries(of: folder) == ["filler"])
            unlink("\(folder)/filler")
            _ = try write(folder)
            #expect(try contents("\(folder)/nodename") == "n1\n")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "mounts a file system"))
    func aReadOnlyFolderIsTold() throws {
        try withTemporaryFolder { folder in
            try runShell("mount -t tmpfs -o ro tmpfs '\(folder)'")
            defer { _ = try? runShell("umount '\(folder)'") }
            let error = #expect(throws: StartupError.self) { _ = try write(folder) }
            #expect(error?.kind == .file && error?.details.contains("Read-only file system") == true)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "mounts a file system"))
    func whatIsAsItShouldBeNeedsNoWriting() throws {
        try withTemporaryFolder { folder in
            try runShell("mount -t tmpfs tmpfs '\(folder)'")
            defer { _ = try? runShell("umount '\(folder)'") }
            _ = try write(folder)
            try runShell("mount -o remount,ro '\(folder)'")
            _ = try write(folder)
            let error = #expect(throws: StartupError.self) { _ = try write(folder, ["CALICO_MTU": "1400"]) }
            #expect(error?.details.contains("MTU") == true)
        }
    }
}
