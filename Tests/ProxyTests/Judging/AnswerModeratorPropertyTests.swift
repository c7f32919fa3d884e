import Policy
import Proxy
import Taxonomy
import Testing

@Suite struct AnswerModeratorPropertyTests {
  /// Words of which answers are made; the rare ones cut, fail or refuse.
  private static let words = [
    "the ", "of ", "kill ", "process. ", "über ", "日本語。", "🙂 ", "it's ", "done!\n", "\"quoted\" ", "a\\b ", "x",
    "Sorry, ",
  ]

  private static func text(_ random: inout SplitMix, bad: Bool) -> [String] {
    var pieces = (0..<random.below(30) + 1).map { _ in
      (0..<random.below(4) + 1).map { _ in words[random.below(words.count)] }.joined()
    }
    if bad { pieces.insert("B", at: random.below(pieces.count + 1)) }
    if let index = pieces.firstIndex(of: "B") { pieces.insert("AD ", at: index + 1) }
    return pieces
  }

  private static func split(_ bytes: [UInt8], _ random: inout SplitMix) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = random.below(3) == 0 ? 1 : random.below(80) + 1
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  @Test("any split of the same bytes and any delay of the findings give the same answer, decision and record")
  func splitsDoNotMatter() throws {
    var random = SplitMix(seed: 11)
    for release in ["window", "whole"] {
      let policy = try ModeratorDriver.policy(ModeratorDriver.response(release: release))
      for _ in 0..<1500 {
        let pieces = Self.text(&random, bad: random.below(2) == 0)
        let stream = Array(StreamScript.stream(pieces, usage: random.below(2) == 0).utf8)
        // Without a usage chunk asked for, what a cut adds does not depend on how far upstream has come.
        let plan = ModeratorDriver.plan(policy, isStream: true)
        let expected = ModeratorDriver.run(plan, stream.map { [$0] })
        var found = ModeratorDriver.run(plan, Self.split(stream, &random), lag: random.below(4))
        // How much upstream sends after the cut depends on when it is told to stop.
        found.wasCancelled = expected.wasCancelled
        #expect(Self.comparable(found) == Self.comparable(expected))
      }
    }
  }

  /// Without what upstream sent of its usage and its record after the cut.
  private static func comparable(_ outcome: ModeratorDriver.Outcome) -> ModeratorDriver.Outcome {
    guard outcome.decision?.withholds == true else { return outcome }
    var outcome = outcome
    outcome.released = outcome.released.replacing(StreamScript.usage, with: "")
    outcome.recorded = nil
    outcome.refusal = nil
    outcome.harm = nil
    return outcome
  }

  @Test("a streamed answer and the same answer whole get the same decision")
  func streamedEqualsWhole() throws {
    var random = SplitMix(seed: 12)
    let policy = try ModeratorDriver.policy(ModeratorDriver.response())
    for _ in 0..<3000 {
      let pieces = Self.text(&random, bad: random.below(2) == 0)
      let streamed = ModeratorDriver.run(
        ModeratorDriver.plan(policy, isStream: true), Self.split(Array(StreamScript.stream(pieces).utf8), &random))
      let whole = ModeratorDriver.run(
        ModeratorDriver.plan(policy, isStream: false),
        Self.split(Array(StreamScript.whole([pieces.joined()]).utf8), &random))
      #expect(streamed.decision == whole.decision)
      if whole.decision == nil {
        #expect(StreamScript.contents(streamed.released) == StreamScript.escape(pieces.joined()))
        #expect(streamed.refusal == whole.refusal && streamed.recorded == whole.recorded)
        #expect(streamed.releasedCharacters == whole.releasedCharacters)
      }
    }
  }

  @Test("no released text reaches into or beyond a harmful window")
  func nothingHarmfulLeaves() throws {
    var random = SplitMix(seed: 13)
    let policy = try ModeratorDriver.policy(ModeratorDriver.response())
    for _ in 0..<2000 {
      let pieces = Self.text(&random, bad: true)
      let stream = Array(StreamScript.stream(pieces).utf8)
      let outcome = ModeratorDriver.run(
        ModeratorDriver.plan(policy, isStream: true), Self.split(stream, &random), lag: random.below(5))
      #expect(outcome.decision?.withholds == true)
      #expect(!StreamScript.contents(outcome.released).contains("BAD"))
      #expect(outcome.released.hasSuffix(StreamScript.done) && outcome.isFinished)
    }
  }

  @Test("damaged streams never crash, and never let harmful text out")
  func damagedStreams() throws {
    var random = SplitMix(seed: 14)
    let policy = try ModeratorDriver.policy(ModeratorDriver.response())
    for _ in 0..<4000 {
      // In one piece: damage can move the halves of a split word into fields that no client joins.
      var pieces = Self.text(&random, bad: false)
      pieces.insert("BAD ", at: random.below(pieces.count + 1))
      var stream = Array(StreamScript.stream(pieces).utf8)
      for _ in 0..<random.below(6) + 1 {
        let at = random.below(stream.count)
        switch random.below(3) {
        case 0: stream[at] = UInt8(random.below(256))
        case 1: stream.remove(at: at)
        default: stream.insert(Array("\n{}[]\",:\\u".utf8)[random.below(10)], at: at)
        }
      }
      let outcome = ModeratorDriver.run(ModeratorDriver.plan(policy, isStream: true), Self.split(stream, &random))
      #expect(outcome.fault != nil || outcome.isFinished)
      #expect(!StreamScript.contents(outcome.released).contains("BAD"))
    }
  }
}
