// swift-tools-version: 6.2
import PackageDescription

// A package of its own: every target is built for libFuzzer with AddressSanitizer, which the shipped build must not be.
// `Sources` links to the modules that are fuzzed; `scripts/fuzz` builds and runs.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// What libFuzzer counts: which branches a run takes.
let counted: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"])]

let package = Package(
  name: "evenkeel-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "Taxonomy", swiftSettings: strict + counted),
    .target(name: "TextNormalising", swiftSettings: strict + counted),
    .target(
      name: "Policy",
      dependencies: [
        "Taxonomy", "TextNormalising",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict + counted),
    .executableTarget(
      name: "PolicyLoaderFuzzer", dependencies: ["Policy", "Taxonomy"],
      swiftSettings: strict + counted + [.unsafeFlags(["-parse-as-library"])],
      // The default linker gives up on the sections that counting needs.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
