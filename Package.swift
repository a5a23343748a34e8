// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6, warnings are errors, imports are private unless said otherwise.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Slim programs start in a millisecond: unspecialized generics would spend a third of it on type metadata.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// The plugins are exec'd for every pod on hosts without a Swift runtime: one static executable each.
/// Sanitizers cannot link statically: CALICO_DYNAMIC=1 builds ordinary executables (`make sanitize`, `make fuzz`).
let dynamic = Context.environment["CALICO_DYNAMIC"] == "1"
let staticExecutable: [LinkerSetting] =
    dynamic ? [] : [.unsafeFlags(["-static-executable", "-Xlinker", "--gc-sections", "-Xlinker", "-s"])]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func slimProgram(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: staticExecutable)
}

/// One static executable as well, so that it can be copied to any host. Foundation links that way with `--static-swift-stdlib` only,
/// which `make build` gives; a debug build has no such flag.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    let flags = ["-static-executable", "-Xlinker", "--gc-sections", "-Xlinker", "-s"]
    return .executableTarget(
        name: name, dependencies: dependencies, swiftSettings: strict,
        linkerSettings: dynamic ? [] : [.unsafeFlags(flags, .when(configuration: .release))])
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "calico",
    products: [
        .executable(name: "calico", targets: ["calico"]),
        .executable(name: "calico-ipam", targets: ["calico-ipam"]),
        .executable(name: "calico-node", targets: ["calico-node"]),
        .executable(name: "calicoctl", targets: ["calicoctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // 0 base
        .target(name: "CLinux"),
        .systemLibrary(name: "CNetlink", pkgConfig: "libnl-route-3.0", providers: [.apt(["libnl-3-dev", "libnl-route-3-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        library("Addresses", []),
        library("JSON", ["CJansson"]),
        library("LMDB", ["CLMDB", "CLinux"]),
        library("Netlink", ["Addresses", "CLinux", "CNetlink"]),
        // 1 pure
        library("CNISpec", ["Addresses", "JSON"]),
        library("IPAM", ["Addresses"]),
        library("BGPWire", ["Addresses"]),
        library("BGPCore", ["Addresses", "BGPWire"]),
        library("KeyValue", []),
        library("Selectors", []),
        library("Model", ["Addresses", "JSON", "Selectors"]),
        library("BGPPlan", ["Addresses", "BGPCore", "BGPWire", "JSON", "Model", "Selectors"]),
        // 2 services
        library("Slim", ["CLinux"]),
        library("NodeStore", ["Addresses", "CLMDB", "CLinux", "IPAM", "JSON", "LMDB"]),
        library("PodInterface", ["Addresses", "CLinux", "Netlink"]),
        library("PluginShell", ["CLinux", "CNISpec", "JSON", "Slim"]),
        library("NodeIPAM", ["Addresses", "CLinux", "CNISpec", "IPAM", "JSON", "NodeStore", "PodInterface", "Slim"]),
        library("Documents", ["JSON", yams]),
        library("Store", ["Addresses", "JSON", "KeyValue", "Model"]),
        library("NodeProtocol", ["Addresses", "JSON"]),
        library("Sockets", [nioCore]),
        library("NodeSettings", ["Addresses", "Documents", "JSON", "Model", "Selectors", "Slim"]),
        // 3 drivers
        library("EmbeddedStore", ["CLinux", "KeyValue", "LMDB"]),
        library("Dataplane", ["Addresses", "CLinux", "CNetlink", "Netlink", "PodInterface", logging]),
        library("Speaker", ["Addresses", "BGPCore", "BGPWire", "CLinux", "Sockets", logging, nioCore, nioPosix]),
        library("NodeServer", ["NodeProtocol", "Sockets", logging, nioCore, nioPosix]),
        library("Telemetry", ["Addresses", "JSON", "Sockets", logging, nioCore, nioHTTP, nioPosix]),
        library(
            "NodeStartup",
            [
                "Addresses", "CLinux", "CNISpec", "CNetlink", "JSON", "Model", "Netlink", "NodeIPAM", "NodeSettings", "PodInterface", "Slim", "Store",
                logging,
            ]),
        // 4 assembly
        library(
            "CNIPlugin",
            ["Addresses", "CLinux", "CNISpec", "IPAM", "JSON", "Netlink", "NodeIPAM", "NodeStore", "PluginShell", "PodInterface", "Slim"]),
        library(
            "IPAMPlugin",
            ["Addresses", "CLinux", "CNISpec", "IPAM", "JSON", "Netlink", "NodeIPAM", "NodeStore", "PluginShell", "PodInterface", "Slim"]),
        library(
            "Commands",
            [
                "Addresses", "BGPCore", "BGPPlan", "BGPWire", "Documents", "EmbeddedStore", "JSON", "KeyValue", "Model", "NodeProtocol", "Selectors",
                "Slim",
                "Store", argumentParser,
            ]),
        library(
            "NodeAgent",
            [
                "Addresses", "BGPCore", "BGPPlan", "BGPWire", "CLinux", "Dataplane", "EmbeddedStore", "JSON", "KeyValue", "Model", "NodeIPAM",
                "NodeProtocol", "NodeServer", "NodeSettings", "NodeStartup", "NodeStore", "PodInterface", "Slim", "Speaker", "Store", "Telemetry",
                logging, nioCore, nioPosix,
            ]),
        // 5 programs
        slimProgram("calico", ["CNIPlugin", "PluginShell", "Slim"]),
        slimProgram("calico-ipam", ["IPAMPlugin", "PluginShell", "Slim"]),
        program("calicoctl", ["Commands"]),
        program("calico-node", ["NodeAgent"]),
        program("bgp-speaker", ["Addresses", "BGPCore", "BGPWire", "Speaker", argumentParser, logging]),
        // tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("AddressesTests", ["Addresses", "TestSupport"]),
        tests("BGPWireTests", ["Addresses", "BGPWire", "TestSupport"]),
        tests("BGPCoreTests", ["Addresses", "BGPCore", "BGPWire", "TestSupport"]),
        tests("SpeakerTests", ["Addresses", "BGPCore", "BGPWire", "CLinux", "Speaker", "TestSupport", logging, nioCore, nioPosix]),
        tests("InteropTests", ["Addresses", "BGPCore", "BGPWire", "CLinux", "JSON", "Speaker", "TestSupport", logging, nioCore, nioPosix]),
        tests("JSONTests", ["JSON", "TestSupport"]),
        tests("SlimTests", ["CLinux", "Slim", "TestSupport"]),
        tests("NetlinkTests", ["Addresses", "CLinux", "CNetlink", "Netlink", "TestSupport"]),
        tests("DataplaneTests", ["Addresses", "CLinux", "CNetlink", "Dataplane", "Netlink", "TestSupport", logging]),
        tests("NodeIPAMTests", ["Addresses", "CNISpec", "IPAM", "JSON", "NodeIPAM", "NodeStore", "TestSupport"]),
        tests("CNIPluginTests", ["CNIPlugin", "CNISpec", "JSON", "NodeIPAM", "TestSupport"]),
        tests("IPAMTests", ["Addresses", "IPAM"]),
        tests("IPAMPluginTests", ["Addresses", "IPAM", "IPAMPlugin", "JSON", "NodeIPAM", "NodeStore", "Slim"]),
        tests("NodeStoreTests", ["Addresses", "CLinux", "IPAM", "JSON", "LMDB", "NodeStore", "node-store-stress"]),
        .executableTarget(
            name: "node-store-stress", dependencies: ["Addresses", "CLMDB", "CLinux", "IPAM", "JSON", "NodeStore"], path: "Tests/NodeStoreStress",
            swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-fill", dependencies: ["Addresses", "CLinux", "IPAM", "NodeStore"], path: "Tests/Performance/Fill",
            swiftSettings: strict),
        .executableTarget(
            name: "embedded-store-stress", dependencies: ["CLMDB", "EmbeddedStore", "KeyValue"], path: "Tests/EmbeddedStoreStress",
            swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-selectors", dependencies: ["Selectors"], path: "Tests/Performance/Selectors", swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-documents", dependencies: ["Documents", "JSON"], path: "Tests/Performance/Documents", swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-bgpwire", dependencies: ["Addresses", "BGPWire"], path: "Tests/Performance/BGPWire", swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-bgpcore", dependencies: ["Addresses", "BGPCore", "BGPWire"], path: "Tests/Performance/BGPCore", swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-routes", dependencies: ["Addresses", "CLinux", "Dataplane", "Netlink", logging], path: "Tests/Performance/Routes",
            exclude: ["routes_floor.c"], swiftSettings: strict),
        .executableTarget(
            name: "calico-bench-bgpplan", dependencies: ["Addresses", "BGPPlan", "JSON", "Model"], path: "Tests/Performance/BGPPlan",
            swiftSettings: strict),
        tests("BGPPlanTests", ["Addresses", "BGPCore", "BGPPlan", "BGPWire", "JSON", "Model", "TestSupport"]),
        tests("SelectorsTests", ["Selectors", "TestSupport"]),
        tests("ModelTests", ["Addresses", "JSON", "Model", "TestSupport"]),
        tests("KeyValueTests", ["EmbeddedStore", "KeyValue"]),
        tests("EmbeddedStoreTests", ["CLinux", "EmbeddedStore", "KeyValue", "LMDB", "embedded-store-stress"]),
        tests("StoreTests", ["JSON", "KeyValue", "Model", "Store"]),
        tests("NodeSettingsTests", ["Addresses", "Documents", "JSON", "Model", "NodeSettings", "Slim", "TestSupport"]),
        tests(
            "NodeStartupTests",
            [
                "Addresses", "CLinux", "CNISpec", "JSON", "KeyValue", "Model", "Netlink", "NodeIPAM", "NodeSettings", "NodeStartup", "PodInterface",
                "Slim", "Store", "TestSupport",
            ]),
        tests(
            "NodeAgentTests",
            ["Addresses", "BGPCore", "BGPPlan", "BGPWire", "Dataplane", "JSON", "Model", "NodeAgent", "NodeProtocol", "NodeStore", "Speaker"]),
        tests("DocumentsTests", ["Documents", "JSON", "TestSupport", yams]),
        tests("CommandsTests", ["Addresses", "BGPPlan", "Commands", "JSON", "KeyValue", "Model", "NodeProtocol", "Store", "TestSupport"]),
        tests("NodeProtocolTests", ["Addresses", "JSON", "NodeProtocol", "TestSupport"]),
        tests("NodeServerTests", ["Addresses", "JSON", "NodeProtocol", "NodeServer", "TestSupport", logging, nioCore, nioPosix]),
        tests("TelemetryTests", ["Addresses", "JSON", "Telemetry", "TestSupport", logging, nioCore, nioPosix]),
        tests("CNISpecTests", ["Addresses", "CNISpec", "JSON"]),
        tests("KernelTests", ["Addresses", "CLinux", "CNISpec", "JSON", "Netlink", "NodeStore", "PodInterface", "Slim"]),
    ]
)
