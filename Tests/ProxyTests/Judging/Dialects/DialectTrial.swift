import OpenAIWire
import Policy
import Proxy
import Testing

/// Plays upstream's answers in one dialect through the moderator, and looks at what a client gets.
struct DialectTrial {
  /// How much a policy lets leave before it is judged.
  enum Release: CaseIterable {
    case window, trail, whole

    static let trailLength = 30
  }

  let dialect: Dialect
  private let policies: [Release: CompiledPolicy]
  private let redactor: HushRedactor?

  init(_ dialect: Dialect, redacts: Bool = false) throws {
    self.dialect = dialect
    redactor = redacts ? HushRedactor() : nil
    policies = try Dictionary(
      uniqueKeysWithValues: Release.allCases.map { release in
        let response =
          switch release {
          case .window: ModeratorDriver.response()
          case .whole: ModeratorDriver.response(release: "whole", window: 16)
          case .trail:
            ModeratorDriver.response(release: "trail", window: 18)
              .replacing("window: 18", with: "window: 18\n  trail: \(Release.trailLength)")
          }
        return (release, try ModeratorDriver.policy(response))
      })
  }

  /// What stands in the policies' messages.
  static let message = "No."

  func plan(
    _ release: Release = .window, isStream: Bool, choices: Int = 1, includesUsage: Bool = false
  ) throws -> AnswerModerator.Plan {
    var plan = ModeratorDriver.plan(
      try #require(policies[release]), isStream: isStream, choiceCount: choices, includesUsage: includesUsage)
    plan.dialect = dialect
    plan.redactor = redactor
    return plan
  }

  func plan(_ release: Release = .window, for answer: ScriptedAnswer, isStream: Bool) throws -> AnswerModerator.Plan {
    try plan(release, isStream: isStream, choices: answer.choices.count, includesUsage: answer.includesUsage)
  }

  /// What comes of an answer that upstream streams, in random pieces and with random delays of the findings.
  func streamed(
    _ answer: ScriptedAnswer, _ release: Release = .window, _ random: inout SplitMix
  ) throws -> ModeratorDriver.Outcome {
    let stream = dialect.stream(answer, &random)
    return ModeratorDriver.run(
      try plan(release, for: answer, isStream: true), random.pieces(of: stream), lag: random.below(5))
  }

  /// What comes of an answer that upstream gives as a whole.
  func whole(_ answer: ScriptedAnswer, _ release: Release = .window) throws -> ModeratorDriver.Outcome {
    ModeratorDriver.run(try plan(release, for: answer, isStream: false), [dialect.whole(answer)])
  }

  /// What a client reads in what was released.
  func reading(_ outcome: ModeratorDriver.Outcome, isStream: Bool) -> ClientReading {
    isStream
      ? DialectClient.reading(stream: outcome.released, dialect)
      : DialectClient.reading(whole: outcome.released, dialect)
  }

  /// A client's texts without the policy's message at the end of a choice that was cut; nil when it is not there.
  func withoutMessage(_ texts: [String: String], choice: Int) -> [String: String]? {
    // In its own block or item, the last one; or after what the choice said.
    let places = texts.filter { $0.key.hasPrefix("\(choice) content") && $0.value.hasSuffix(Self.message) }
    guard let place = places.keys.max(by: { $0.count == $1.count ? $0 < $1 : $0.count < $1.count }),
      let text = texts[place]
    else { return nil }
    var texts = texts
    texts[place] = text == Self.message ? nil : String(text.dropLast(Self.message.count))
    return texts
  }
}
