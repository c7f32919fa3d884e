// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the upstream that everything is measured against shares no code with the proxy. What
// policies cost is measured by calling them, so their modules stand here, too, by links to the proxy's sources; they are
// built as there.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "evenkeel-benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "BenchUpstream", targets: ["BenchUpstream"]),
    .executable(name: "PolicyCost", targets: ["PolicyCost"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "BenchUpstream",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(name: "Taxonomy", swiftSettings: strict),
    .target(name: "TextNormalising", swiftSettings: strict),
    .target(
      name: "Policy",
      dependencies: [
        "Taxonomy", "TextNormalising",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "PolicyCost", dependencies: ["Policy", "Taxonomy", "TextNormalising"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
