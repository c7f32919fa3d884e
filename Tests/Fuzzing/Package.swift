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

// Of an executable: its `main` is a type's, and the default linker gives up on the sections that counting needs.
let fuzzer: [SwiftSetting] = strict + counted + [.unsafeFlags(["-parse-as-library"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]

// The moderator without the servers, the store and the models around it, which would take minutes to build.
let moderator =
  [
    "AnswerChoiceState", "AnswerEvents", "AnswerFrame", "AnswerModerator", "AnswerModerator+deciding",
    "AnswerModerator+reading", "AnswerModerator+redacting", "AnswerModerator+releasing", "AnswerRedacting",
    "AnswerRedactions", "AnswerStrand", "ContentMode+policy", "FoundPassage", "JudgingFinding", "JudgingJob",
    "ModerationFault", "SignalsFailure+classifier", "StrandRedaction", "WaitingPassage",
  ].map { "Judging/\($0).swift" } + ["Exchange/AnswerEnvelope+own.swift"]
let scripts = [
  "AnthropicScript", "ChatScript", "CompletionsScript", "DialectScript", "OllamaScript", "ResponsesScript",
  "ScriptedAnswer", "ScriptedAnswer+random",
].map { "Judging/Dialects/\($0).swift" }

let package = Package(
  name: "evenkeel-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
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
    .target(
      name: "OpenAIWire", dependencies: ["Taxonomy", .product(name: "NIOCore", package: "swift-nio")],
      swiftSettings: strict + counted),
    .target(
      name: "Classifiers", dependencies: ["Taxonomy"],
      sources: ["ClassifierFailure.swift", "PassageCutter.swift", "RefusalOpening.swift"],
      swiftSettings: strict + counted),
    .target(
      name: "RefusalLog", dependencies: ["Taxonomy", .product(name: "Crypto", package: "swift-crypto")],
      sources: ["ContentCapture", "ContentMode", "RecordedContent", "String+recordable"].map {
        "Recording/\($0).swift"
      },
      swiftSettings: strict + counted),
    .target(
      name: "Proxy",
      dependencies: [
        "OpenAIWire", "Policy", "Classifiers", "RefusalLog", "Taxonomy",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
      ],
      sources: moderator, swiftSettings: strict + counted),
    .target(name: "LibFuzzer", swiftSettings: strict + counted),
    .executableTarget(
      name: "PolicyLoaderFuzzer", dependencies: ["LibFuzzer", "Policy", "Taxonomy"], swiftSettings: fuzzer,
      linkerSettings: linked),
    .executableTarget(
      name: "AnswerModeratorFuzzer",
      dependencies: [
        "LibFuzzer", "Proxy", "OpenAIWire", "Policy", "Classifiers", "RefusalLog", "Taxonomy",
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      sources: [
        "AnswerModeratorFuzzer.swift", "AnswerSeeds.swift", "FuzzedAnswer.swift", "ReleasedTexts.swift",
        "SplitMix.swift", "Judging/HushRedactor.swift", "Judging/ModeratorDriver.swift",
      ] + scripts,
      swiftSettings: fuzzer, linkerSettings: linked),
  ],
  swiftLanguageModes: [.v6]
)
