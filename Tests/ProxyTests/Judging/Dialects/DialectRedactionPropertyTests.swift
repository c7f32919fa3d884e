import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// Answers of which something is taken out.
@Suite struct DialectRedactionPropertyTests {
  @Test(
    "streamed and whole, a client gets what upstream said without what is taken out, repeats included",
    arguments: Dialect.judged)
  func redacted(dialect: Dialect) throws {
    var random = SplitMix(seed: 71)
    let trial = try DialectTrial(dialect, redacts: true)
    for release in DialectTrial.Release.allCases {
      for _ in 0..<150 {
        let answer = ScriptedAnswer.random(in: dialect, .hush, &random)
        let streamed = try trial.streamed(answer, release, &random)
        let whole = try trial.whole(answer, release)
        let readings = [trial.reading(streamed, isStream: true), trial.reading(whole, isStream: false)]
        for reading in readings {
          #expect(reading.faults == [], "\(answer)")
          #expect(
            reading.strings.allSatisfy(HushRedactor.isClean) && reading.texts.values.allSatisfy(HushRedactor.isClean))
          for (place, text) in dialect.texts(answer) where !place.contains("tool") {
            #expect(reading.texts[place] == HushRedactor.redacted(text), "\(place) of \(answer)")
          }
        }
        #expect(ClientReading.comparable(readings[0].texts) == ClientReading.comparable(readings[1].texts), "\(answer)")
        #expect(readings[0].endings == readings[1].endings)
        #expect(streamed.decision == nil && whole.decision == nil && streamed.isFinished && whole.isFinished)
        if dialect == .anthropicMessages, answer.has(.tool) { continue }
        if !answer.isMixed { #expect(streamed.recorded == whole.recorded, "\(answer)") }
      }
    }
  }

  @Test("events of which nothing is taken out leave byte for byte, in their order", arguments: Dialect.judged)
  func untouchedEvents(dialect: Dialect) throws {
    var random = SplitMix(seed: 72)
    let trial = try DialectTrial(dialect, redacts: true)
    for release in DialectTrial.Release.allCases {
      var touchedCount = 0
      for _ in 0..<80 {
        var answer = ScriptedAnswer.random(in: dialect, .hush, &random)
        // In a tool's JSON, what is taken out depends on more than the text.
        answer.choices = answer.choices.map { $0.filter { $0.kind != .tool || HushRedactor.isClean($0.text) } }
        let upstream = dialect.events(answer, &random)
        let outcome = ModeratorDriver.run(
          try trial.plan(release, for: answer, isStream: true),
          random.pieces(of: Array(upstream.joined().utf8)), lag: random.below(4))
        let before = DialectClient.events(upstream.joined(), dialect.framing)
        let after = DialectClient.events(outcome.released, dialect.framing)
        try #require(before.count == after.count, "\(answer)")
        let touched = Self.touched(before, dialect.texts(answer), dialect)
        for (index, event) in before.enumerated() {
          #expect((event != after[index]) == touched.contains(index), "\(event)\nleft as\n\(after[index])")
        }
        touchedCount += touched.count
      }
      #expect(touchedCount > 80)
    }
  }

  /// The events that say some of what is taken out.
  private static func touched(_ events: [String], _ texts: [String: String], _ dialect: Dialect) -> Set<Int> {
    let found = texts.mapValues { HushRedactor().redactions(in: $0, from: 0, isComplete: true).found.map(\.range) }
    var client = DialectClient(dialect)
    var said: [String: Int] = [:]
    var touched: Set<Int> = []
    for (index, event) in events.enumerated() {
      client.read(event: event)
      for piece in client.reading.pieces {
        let start = piece.isRepeat ? 0 : said[piece.place, default: 0]
        let range = start..<start + piece.text.utf8.count
        if !piece.isRepeat { said[piece.place] = range.upperBound }
        if found[piece.place, default: []].contains(where: { $0.overlaps(range) }) { touched.insert(index) }
      }
    }
    return touched
  }
}
