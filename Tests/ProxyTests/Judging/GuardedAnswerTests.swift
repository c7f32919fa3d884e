import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

@Suite struct GuardedAnswerTests {
  /// A policy that asks a guard model about doubtful passages.
  private static func policy(
    _ rules: String = "", failure: String = "refuse", release: String = "window"
  ) throws -> CompiledPolicy {
    let more = rules.isEmpty ? "" : "\n    \(rules)"
    return try ModeratorDriver.policy(
      """
      response:
        release: \(release)
        window: 20
        context: 10
        rules:
          - { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse }
          - { id: unsure, when: { harm: { between: [0.3, 0.8] } }, action: judge, judge: guard, continue: true }\(more)
      judges:
        guard: { url: "http://127.0.0.1:1", model: m, format: llama_guard_3, on_failure: \(failure) }
      """)
  }

  static let answers: [(pieces: [String], failure: String, shown: String, cause: Decision.Cause?, reason: String)] = [
    (["Fine all along here."], "refuse", "Fine all along here.", nil, "nothing is asked"),
    (["Some DOUBT about it."], "refuse", "Some DOUBT about it.", nil, "the guard model finds it safe"),
    (["Fine all along here.", "DOUBT and MENACE now."], "refuse", "Fine all along here.No.", .rules, "it does not"),
    (["Some DOUBT, SILENT..."], "refuse", "No.", .classifierFailure, "it fails, and refuses then"),
    (["Some DOUBT, SILENT..."], "allow", "Some DOUBT, SILENT...", nil, "it fails, and lets pass then"),
    (
      ["Some DOUBT in here .", "and plain BAD in here"], "refuse", "Some DOUBT in here .No.", .rules,
      "what is harmful later waits for the verdict on what is doubtful before"
    ),
  ]

  @Test("a passage that a guard model is asked about holds its place", arguments: answers.indices, [false, true])
  func table(index: Int, isStream: Bool) throws {
    let row = Self.answers[index]
    let policy = try Self.policy(failure: row.failure)
    let body = isStream ? StreamScript.stream(row.pieces) : StreamScript.whole([row.pieces.joined()])
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(policy, isStream: isStream), [Array(body.utf8)], lag: index % 2)
    #expect(outcome.decision?.cause == row.cause && outcome.isFinished, "\(row.reason)")
    if isStream {
      #expect(StreamScript.contents(outcome.released) == row.shown, "\(row.reason)")
    } else {
      // A whole answer is refused as a whole.
      let shown = row.cause == nil ? row.shown : "No."
      #expect(outcome.released.contains("\"content\":\"\(shown)\""), "\(row.reason)")
    }
  }

  @Test("any split and any delay of verdicts give the same answer, decision and questions")
  func splitsDoNotMatter() throws {
    var random = SplitMix(seed: 44)
    let words = ["the ", "DOUBT ", "MENACE ", "SILENT ", "BAD ", "Sorry, ", "fine. ", "über ", "日本語。", "x", "a b c "]
    for release in ["window", "whole"] {
      let policy = try Self.policy(
        "- { id: coy, when: { all: [ { refusal: [full, partial] }, { any_phrase: [fine] } ] }, action: annotate }",
        failure: "allow", release: release)
      for _ in 0..<700 {
        let pieces = (0..<random.below(20) + 1).map { _ in
          (0..<random.below(3) + 1).map { _ in words[random.below(words.count)] }.joined()
        }
        let stream = Array(StreamScript.stream(pieces).utf8)
        let plan = ModeratorDriver.plan(policy, isStream: true)
        let expected = ModeratorDriver.run(plan, [stream])
        var parts: [[UInt8]] = []
        var rest = stream[...]
        while !rest.isEmpty {
          let count = random.below(60) + 1
          parts.append(Array(rest.prefix(count)))
          rest = rest.dropFirst(count)
        }
        var found = ModeratorDriver.run(plan, parts, lag: random.below(5))
        found.wasCancelled = expected.wasCancelled
        let isCut = expected.decision?.withholds == true
        // What upstream sends after a cut depends on when it is told to stop.
        if isCut { (found.recorded, found.refusal, found.harm) = (expected.recorded, expected.refusal, expected.harm) }
        #expect(found == expected, "\(pieces)")
        #expect(isCut || !expected.released.contains("MENACE") || !expected.asked.contains { $0.contains("MENACE") })
        let whole = ModeratorDriver.run(
          ModeratorDriver.plan(policy, isStream: false), [Array(StreamScript.whole([pieces.joined()]).utf8)], lag: 1)
        #expect(whole.decision == expected.decision && whole.asked == expected.asked, "\(pieces)")
        #expect(whole.annotations == expected.annotations, "\(pieces)")
      }
    }
  }

  @Test("a rule that looks at refusals knows the kind from the first passage on, however the answer comes")
  func refusals() throws {
    let policy = try ModeratorDriver.policy(
      """
      response:
        release: window
        window: 20
        context: 10
        rules: [ { id: coy, when: { refusal: full }, action: refuse } ]
      """, watches: false)
    for (pieces, refuses) in [
      (["Sorry, that cannot be done here at all."], true), (["Of course. ", "Sorry for that."], false),
    ] {
      let stream = Array(StreamScript.stream(pieces).utf8)
      for isStream in [true, false] {
        let body = isStream ? stream : Array(StreamScript.whole([pieces.joined()]).utf8)
        for lag in 0..<3 {
          let outcome = ModeratorDriver.run(
            ModeratorDriver.plan(policy, isStream: isStream), body.map { [$0] }, lag: lag)
          #expect((outcome.decision?.ruleIDs == ["coy"]) == refuses, "\(pieces)")
        }
      }
    }
  }

  @Test("a rule that refuses with an error replaces a whole answer by it, and cuts a stream as usual")
  func refusesWithError() throws {
    let policy = try ModeratorDriver.policy(
      """
      response:
        window: 20
        context: 10
        rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse, as: error } ]
      """)
    var driver = ModeratorDriver(
      AnswerModerator(plan: ModeratorDriver.plan(policy, isStream: false, choiceCount: 2)), lag: 0)
    driver.feed(Array(StreamScript.whole(["Fine.", "BAD."]).utf8))
    driver.end()
    #expect(driver.moderator.refusalError?.message == "No." && driver.moderator.refusalError?.stage == .response)
    #expect(driver.outcome.released.hasPrefix("{\"error\":{\"message\":\"No.\"") && driver.outcome.isFinished)
    #expect(
      driver.outcome.released.contains("\"code\":\"content_filter\"") && !driver.outcome.released.contains("Fine"))
    #expect(driver.outcome.releasedCharacters == 0)
    let stream = ModeratorDriver.run(
      ModeratorDriver.plan(policy, isStream: true), [Array(StreamScript.stream(["BAD."]).utf8)])
    #expect(StreamScript.contents(stream.released) == "No." && stream.released.hasSuffix(StreamScript.done))
  }
}
