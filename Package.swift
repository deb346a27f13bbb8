// swift-tools-version: 6.2
//
// One target a room; what a room may import is written here and checked by CI with
// `swift build --explicit-target-dependency-import-check error`. Why the rooms are cut this way:
// Sources/Service/Service.docc/Architecture.md.

import PackageDescription

/// Everything builds in Swift 6 mode with warnings as errors. Imports are internal unless said, so
/// that a room's dependencies do not leak into its interface.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], files: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: files,
        swiftSettings: house)
}

let package = Package(
    name: "okoce",
    products: [
        .executable(name: "okoced", targets: ["okoced"]),
        .executable(name: "okocectl", targets: ["okocectl"]),
        .library(name: "Spool", targets: ["Spool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        room("Programme"),
        room("JobFormat", ["Programme"]),
        // One declaration that Swift's Glibc module lacks.
        .systemLibrary(name: "CSpool"),
        room("Spool", ["CSpool", system]),
        // One function of SQLite's that only C can call.
        .systemLibrary(name: "CLedger"),
        room("Ledger", ["CLedger", "Programme", grdb, sqlite]),
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        room("Systemd", ["CSystemd"]),
        room("Reports", ["Programme", "JobFormat", "Ledger", crypto, mustache]),
        room("Samples", ["Programme", "JobFormat"]),
        room(
            "Service",
            [
                "CSpool", "Programme", "JobFormat", "Spool", "Ledger", "Systemd", argumentParser,
                crypto, yams,
            ]),
        .executableTarget(name: "okoced", dependencies: ["Service"], swiftSettings: house),
        .executableTarget(
            name: "okocectl",
            dependencies: [
                "CSpool", "Programme", "JobFormat", "Spool", "Ledger", "Systemd", "Reports",
                "Samples", "Service", argumentParser,
            ],
            swiftSettings: house),
        tests(of: "Programme"),
        tests(of: "JobFormat", ["Programme"]),
        tests(of: "Spool"),
        tests(of: "Ledger", ["Programme", sqlite], files: ["Ledgers"]),
        tests(of: "Systemd"),
        tests(of: "Reports", ["Programme", "JobFormat", "Ledger"]),
        tests(of: "Samples", ["Programme", "JobFormat", "Service"]),
        tests(of: "Service", ["Programme", "JobFormat", "Spool", "Ledger", "Systemd"]),
        // The daemon with jobs that kill it, for tests of what follows. It is not a product.
        .executableTarget(
            name: "okoced-with-traps", dependencies: ["Service"], path: "Tests/okoced-with-traps",
            swiftSettings: house),
        // The whole daemon: real binaries, real files, real signals.
        .testTarget(name: "DaemonTests", swiftSettings: house),
        // A fuzz target (Deploy/fuzz); as built here it reads its corpus again.
        .executableTarget(
            name: "fuzz-documents", dependencies: ["Programme", "JobFormat"],
            path: "Tests/FuzzDocuments", exclude: ["Corpus", "documents.dict"],
            swiftSettings: house),
        // Lists, fails or kills at a program's file-system calls. For tests only; in C, because
        // ptrace is variadic and Swift cannot import it.
        .executableTarget(
            name: "syscall-fault", path: "Tests/SyscallFault"),
    ]
)
