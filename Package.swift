// swift-tools-version: 6.2
import PackageDescription

// Versions are pinned here, by `exact:`, for every direct dependency (docs/decisions/0002-pinned-versions.md).

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let tests: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "evenkeel",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "evenkeel", targets: ["evenkeel"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: [.trait(name: "YAML")]),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // MARK: The module graph (docs/architecture.md; the tidy test holds it against the imports).
    .target(name: "Taxonomy", swiftSettings: strict),
    .target(
      name: "OpenAIWire",
      dependencies: [
        "Taxonomy",
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(name: "TextNormalising", swiftSettings: strict),
    .target(name: "CModelWeights", exclude: ["weights"]),
    .target(name: "CEncoderKernels"),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "Classifiers",
      dependencies: [
        "Taxonomy", "TextNormalising", "CModelWeights", "CEncoderKernels",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Policy",
      dependencies: [
        "Taxonomy", "TextNormalising",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "RefusalLog",
      dependencies: [
        "Taxonomy", "CLibPQ",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "Proxy",
      dependencies: [
        "OpenAIWire", "Policy", "Classifiers", "RefusalLog", "Taxonomy",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "Console",
      dependencies: [
        "Policy", "RefusalLog", "Classifiers", "Taxonomy",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "StandIn",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "evenkeel",
      dependencies: [
        "Proxy", "Console", "StandIn", "Policy", "Classifiers", "RefusalLog", "Taxonomy",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    // MARK: Tests. `package` access is enough for them, so one release build serves the tests and the binary.
    .target(
      name: "FakeUpstream",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/FakeUpstream", swiftSettings: tests),
    .testTarget(name: "TaxonomyTests", dependencies: ["Taxonomy"], swiftSettings: tests),
    .testTarget(
      name: "OpenAIWireTests",
      dependencies: [
        "OpenAIWire", "Taxonomy",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: tests),
    .testTarget(
      name: "EncoderKernelsTests", dependencies: ["CEncoderKernels"], swiftSettings: tests),
    .testTarget(
      name: "ClassifiersTests", dependencies: ["Classifiers", "Taxonomy", "TextNormalising"], exclude: ["Fixtures"],
      swiftSettings: tests),
    .testTarget(
      name: "PolicyTests", dependencies: ["Policy", "Taxonomy", "TextNormalising"], exclude: ["Fixtures"],
      swiftSettings: tests),
    // Killed again and again by RefusalLogTests.
    .executableTarget(
      name: "RefusalLogCrashWriter",
      dependencies: ["RefusalLog", "Taxonomy", .product(name: "Logging", package: "swift-log")],
      path: "Tests/RefusalLogCrashWriter", swiftSettings: tests),
    .testTarget(
      name: "RefusalLogTests",
      dependencies: [
        "RefusalLog", "RefusalLogCrashWriter", "Taxonomy",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: tests),
    .testTarget(
      name: "ProxyTests",
      dependencies: [
        "Proxy", "OpenAIWire", "Policy", "Classifiers", "RefusalLog", "Taxonomy", "FakeUpstream",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: tests),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "Policy", "RefusalLog", "Classifiers", "Taxonomy",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: tests),
    .testTarget(
      name: "ExecutableTests",
      dependencies: [
        "evenkeel", "Proxy", "Console", "StandIn", "Policy", "Classifiers", "RefusalLog", "Taxonomy",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: tests),
    .testTarget(name: "TidyTests", swiftSettings: tests),
  ],
  swiftLanguageModes: [.v6]
)
