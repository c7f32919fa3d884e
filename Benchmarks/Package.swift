// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the upstream that everything is measured against shares no code with the proxy.

let package = Package(
  name: "evenkeel-benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "BenchUpstream", targets: ["BenchUpstream"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2")
  ],
  targets: [
    .executableTarget(
      name: "BenchUpstream",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)
