import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// Upstreams that do not keep to their dialect.
@Suite struct HostileAnswerPropertyTests {
  @Test(
    "events that are left out, doubled, out of order, misnamed or of another answer leak nothing",
    arguments: Dialect.judged)
  func shuffled(dialect: Dialect) throws {
    var random = SplitMix(seed: 91)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for release in [DialectTrial.Release.window, .whole] {
        for _ in 0..<200 {
          let (answer, other) = Self.answers(in: dialect, &random)
          var events = dialect.events(answer, &random)
          let others = dialect.events(other, &random)
          for _ in 0..<random.below(4) + 1 {
            Self.damage(&events, others, &random)
          }
          let reading = try expectNoLeak(trial, release, events.joined(), isStream: true, &random, "\(answer)")
          #expect(!(reading?.faults.contains { $0.contains("that is called") } ?? false), "\(events.joined())")
        }
      }
    }
  }

  @Test("repeats that say something else than what they repeat are judged and redacted as texts of their own")
  func falseRepeats() throws {
    var random = SplitMix(seed: 92)
    for redacts in [false, true] {
      let trial = try DialectTrial(.responses, redacts: redacts)
      var replaced = 0
      for _ in 0..<500 {
        let (answer, other) = Self.answers(in: .responses, &random)
        var events = Dialect.responses.events(answer, &random)
        let others = Dialect.responses.events(other, &random)
        try #require(events.count == others.count)
        for index in events.indices where events[index].contains(".done\",") || events[index].contains(".completed\",")
        {
          guard random.below(3) == 0, events[index] != others[index] else { continue }
          events[index] = others[index]
          replaced += 1
        }
        try expectNoLeak(trial, .window, events.joined(), isStream: true, &random, "\(answer)")
      }
      #expect(replaced > 200)
    }
  }

  @Test("damaged streams and answers never crash, and never let anything out", arguments: Dialect.judged)
  func damaged(dialect: Dialect) throws {
    var random = SplitMix(seed: 93)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for round in 0..<700 {
        let isStream = round % 4 > 0
        var vocabulary = ScriptedAnswer.Vocabulary.harmless.planting("BAD")
        // In one piece: damage can move the halves of a split word into fields that no client joins.
        vocabulary.splitsPlant = false
        let answer = ScriptedAnswer.random(in: dialect, vocabulary, length: 6, &random)
        var bytes = isStream ? dialect.stream(answer, &random) : dialect.whole(answer)
        for _ in 0..<random.below(6) + 1 {
          let at = random.below(bytes.count)
          switch random.below(4) {
          case 0: bytes[at] = UInt8(random.below(256))
          case 1: bytes.remove(at: at)
          case 2: bytes.removeSubrange(at..<min(bytes.count, at + random.below(60)))
          default: bytes.insert(Array("\n{}[]\",:\\u\r".utf8)[random.below(11)], at: at)
          }
          if bytes.isEmpty { break }
        }
        let stream = String(decoding: bytes, as: UTF8.self)
        try expectNoLeak(trial, .window, stream, isStream: isStream, &random, stream)
      }
    }
  }

  /// An answer without anything harmful, and the same with something harmful and something to be taken out at the end of
  /// one of its parts, in as many events.
  private static func answers(
    in dialect: Dialect, _ random: inout SplitMix
  ) -> (ScriptedAnswer, ScriptedAnswer) {
    var answer = ScriptedAnswer.random(in: dialect, .harmless, length: 6, mixed: false, &random)
    answer.choices = answer.choices.map { $0.filter { $0.kind != .tool } + [.init(kind: .content, pieces: ["so "])] }
    if dialect != .responses, dialect != .anthropicMessages {
      answer.choices = answer.choices.map { [$0.last ?? .init(kind: .content, pieces: [])] }
    }
    var other = answer
    let choice = random.below(other.choices.count)
    let part = random.below(other.choices[choice].count)
    let piece = other.choices[choice][part].pieces.count - 1
    other.choices[choice][part].pieces[piece] += ["BAD ", "hush 41112 ", "BAD hush "][random.below(3)]
    return (answer, other)
  }

  private static func damage(_ events: inout [String], _ others: [String], _ random: inout SplitMix) {
    let at = random.below(events.count)
    switch random.below(6) {
    case 0 where events.count > 1: events.remove(at: at)
    case 1: events.insert(events[at], at: random.below(events.count))
    case 2: events.swapAt(at, random.below(events.count))
    case 3:
      // A client that goes by the event's name must find what was judged.
      let name = ["ping", "message_stop", "response.output_text.delta", "error"][random.below(4)]
      let lines = events[at].split(separator: "\n", omittingEmptySubsequences: false)
      guard let first = lines.first, first.hasPrefix("event: ") else { return }
      events[at] = "event: \(name)\n" + lines.dropFirst().joined(separator: "\n")
    default: events[at] = others[random.below(others.count)]
    }
  }

  /// - Returns: what a client reads; nil when nothing was released.
  @discardableResult
  private func expectNoLeak(
    _ trial: DialectTrial, _ release: DialectTrial.Release, _ sent: String, isStream: Bool, _ random: inout SplitMix,
    _ comment: String
  ) throws -> ClientReading? {
    let plan = try trial.plan(release, isStream: isStream, choices: 3)
    let outcome = ModeratorDriver.run(plan, random.pieces(of: Array(sent.utf8)), lag: random.below(5))
    #expect(outcome.fault != nil || outcome.isFinished, "\(comment)\nleft as\n\(outcome.released)")
    guard !outcome.released.isEmpty else { return nil }
    let reading = trial.reading(outcome, isStream: isStream)
    // Ids of the proxy's own hold digits.
    let said = reading.strings.filter { !$0.hasSuffix("\(plan.decision)") } + reading.texts.values
    #expect(!said.contains { $0.contains("BAD") }, "\(comment)\nleft as\n\(outcome.released)")
    if plan.redactor != nil {
      #expect(said.allSatisfy(HushRedactor.isClean), "\(comment)\nleft as\n\(outcome.released)")
    }
    return reading
  }
}
