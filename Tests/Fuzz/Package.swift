// swift-tools-version: 6.2
import PackageDescription

// A package of its own: its executables link only with --sanitize=fuzzer. `run` builds and runs them.
// The libraries are symbolic links, as a package takes no sources from above its root.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// One file with `LLVMFuzzerTestOneInput`, not called main.swift.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CNetlink", pkgConfig: "libnl-route-3.0", providers: [.apt(["libnl-3-dev", "libnl-route-3-dev"])]),
        .target(name: "CLinux"),
        library("Addresses", []),
        library("Netlink", ["Addresses", "CLinux", "CNetlink"]),
        library("JSON", ["CJansson"]),
        library("CNISpec", ["Addresses", "JSON"]),
        library("BGPWire", ["Addresses"]),
        library("NodeProtocol", ["Addresses", "JSON"]),
        library("Selectors", []),
        library("Model", ["Addresses", "JSON", "Selectors"]),
        library("Documents", ["JSON", .product(name: "Yams", package: "Yams")]),
        fuzzer("FuzzConfiguration", ["CNISpec", "JSON"]),
        fuzzer("FuzzArguments", ["CNISpec"]),
        fuzzer("FuzzResult", ["CNISpec", "JSON"]),
        fuzzer("FuzzOpen", ["BGPWire"]),
        fuzzer("FuzzUpdate", ["BGPWire"]),
        fuzzer("FuzzNotification", ["BGPWire"]),
        fuzzer("FuzzRouteRefresh", ["BGPWire"]),
        fuzzer("FuzzFramer", ["BGPWire"]),
        fuzzer("FuzzRoute", ["Addresses", "Netlink"]),
        fuzzer("FuzzSelector", ["Selectors"]),
        fuzzer("FuzzDocuments", ["Documents", "JSON"]),
        fuzzer("FuzzResource", ["JSON", "Model"]),
        fuzzer("FuzzNodeProtocol", ["JSON", "NodeProtocol"]),
    ]
)
