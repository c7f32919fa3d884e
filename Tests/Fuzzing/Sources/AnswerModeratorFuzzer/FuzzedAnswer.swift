import OpenAIWire
import Policy
import Proxy

/// An upstream's answer as a fuzzer makes it up: three bytes say how it is moderated, the rest is what upstream sends.
struct FuzzedAnswer {
  enum Release: Int, CaseIterable {
    case window, whole, trail
  }

  /// Bytes before upstream's.
  static let headLength = 3

  let dialect: Dialect
  let isStream: Bool
  let release: Release
  let redacts: Bool
  let choiceCount: Int
  /// How late findings come in the second run.
  let lag: Int
  /// How upstream's bytes are split in the second run.
  let seed: UInt64
  let bytes: [UInt8]

  /// Nil where there is too little.
  init?(_ input: [UInt8]) {
    guard input.count > Self.headLength else { return nil }
    let dialects = Dialect.judged
    dialect = dialects[Int(input[0] & 7) % dialects.count]
    isStream = input[0] & 8 == 0
    release = Release(rawValue: Int(input[0] >> 4 & 3) % Release.allCases.count) ?? .window
    redacts = input[0] & 64 != 0
    choiceCount = Int(input[1] & 3) + 1
    lag = Int(input[1] >> 2 & 7)
    seed = UInt64(input[2])
    bytes = Array(input[Self.headLength...])
  }

  /// The head of an answer that is moderated in the given way.
  static func head(dialect: Int, isStream: Bool, release: Release, redacts: Bool, _ random: inout SplitMix) -> [UInt8] {
    [
      UInt8(dialect | (isStream ? 0 : 8) | release.rawValue << 4 | (redacts ? 64 : 0)), UInt8(random.below(32)),
      UInt8(random.below(256)),
    ]
  }

  func plan(_ policies: [Release: CompiledPolicy]) -> AnswerModerator.Plan {
    guard let policy = policies[release] else { preconditionFailure("no policy for \(release)") }
    var plan = ModeratorDriver.plan(policy, isStream: isStream, choiceCount: choiceCount)
    plan.dialect = dialect
    if redacts { plan.redactor = HushRedactor() }
    return plan
  }

  static func policies() throws -> [Release: CompiledPolicy] {
    let trail = ModeratorDriver.response(release: "trail", window: 18)
    return [
      .window: try ModeratorDriver.policy(ModeratorDriver.response()),
      .whole: try ModeratorDriver.policy(ModeratorDriver.response(release: "whole", window: 16)),
      .trail: try ModeratorDriver.policy(trail.replacing("window: 18", with: "window: 18\n  trail: 30")),
    ]
  }
}
