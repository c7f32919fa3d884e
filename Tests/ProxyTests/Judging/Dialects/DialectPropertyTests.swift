import Foundation
import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// What must hold of answers in every dialect, whatever is said in them and however their bytes come.
@Suite struct DialectPropertyTests {
  @Test(
    "an answer in which nothing is found leaves as the very bytes that came, and is recorded alike streamed and whole",
    arguments: Dialect.judged)
  func untouched(dialect: Dialect) throws {
    var random = SplitMix(seed: 51)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for release in DialectTrial.Release.allCases {
        for _ in 0..<100 {
          let answer = ScriptedAnswer.random(in: dialect, .harmless, &random)
          let events = dialect.events(answer, &random)
          let stream = Array(events.joined().utf8)
          let streamed = ModeratorDriver.run(
            try trial.plan(release, for: answer, isStream: true), random.pieces(of: stream), lag: random.below(5))
          #expect(streamed.released == events.joined())
          let reading = trial.reading(streamed, isStream: true)
          #expect(reading.faults == [] && reading.isComplete, "\(answer)")
          #expect(ClientReading.comparable(reading.texts) == ClientReading.comparable(dialect.texts(answer)))
          #expect(Set(reading.endings.values) == [dialect.usualEnding])
          #expect(streamed.decision == nil && streamed.isFinished && !streamed.wasCancelled)

          let whole = try trial.whole(answer, release)
          #expect(whole.released.utf8.elementsEqual(dialect.whole(answer)))
          #expect(whole.decision == nil && whole.isFinished)
          #expect(whole.harm == streamed.harm && whole.refusal == streamed.refusal)
          // A whole message of Anthropic's holds a tool's input as JSON, and a stream as text that is JSON.
          if dialect == .anthropicMessages, answer.has(.tool) { continue }
          #expect(whole.releasedCharacters == streamed.releasedCharacters)
          if !answer.isMixed { #expect(whole.recorded == streamed.recorded, "\(answer)") }
        }
      }
    }
  }

  @Test(
    "any split of the same bytes and any delay of the findings give the same decision, answer and record",
    arguments: Dialect.judged)
  func splitsDoNotMatter(dialect: Dialect) throws {
    var random = SplitMix(seed: 52)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for release in [DialectTrial.Release.window, .whole] {
        for _ in 0..<250 {
          let plant = random.below(2) == 0 ? "BAD" : nil
          let answer = ScriptedAnswer.random(in: dialect, .hush.planting(plant), length: 8, &random)
          let stream = dialect.stream(answer, &random)
          let plan = try trial.plan(release, for: answer, isStream: true)
          let expected = ModeratorDriver.run(plan, stream.map { [$0] })
          var found = ModeratorDriver.run(plan, random.pieces(of: stream), lag: random.below(6))
          #expect(expected.fault == nil && expected.isFinished)
          #expect(found.decision == expected.decision && found.fault == nil && found.isFinished)
          // How much upstream sends after the cut depends on when it is told to stop.
          found.wasCancelled = expected.wasCancelled
          guard plant != nil else {
            #expect(found == expected)
            continue
          }
          let (one, other) = (trial.reading(expected, isStream: true), trial.reading(found, isStream: true))
          #expect(one.texts == other.texts && one.endings == other.endings, "\(answer)")
          #expect(Self.withoutUsage(found.released) == Self.withoutUsage(expected.released), "\(answer)")
          #expect(found.releasedCharacters == expected.releasedCharacters)
          // Of several fields, the record has the ends that were still open one after the other.
          guard !redacts || (answer.choices[0].count == 1 && !answer.has(.tool)) else { continue }
          let (record, otherRecord) = (expected.recorded ?? "", found.recorded ?? "")
          #expect(record.hasPrefix(otherRecord) || otherRecord.hasPrefix(record))
        }
      }
    }
  }

  /// Without the events and the counts of upstream's usage, which may have come before upstream was told to stop.
  private static func withoutUsage(_ stream: String) -> String {
    stream.components(separatedBy: "\n\n").filter { !$0.contains("\"choices\":[],\"usage\":{") }.joined(
      separator: "\n\n")
  }

  @Test("an answer gets the same decision streamed and whole, in any kind of release", arguments: Dialect.judged)
  func streamedEqualsWhole(dialect: Dialect) throws {
    var random = SplitMix(seed: 53)
    let trial = try DialectTrial(dialect)
    for release in DialectTrial.Release.allCases {
      for _ in 0..<200 {
        let answer = ScriptedAnswer.random(
          in: dialect, .harmless.planting(random.below(3) > 0 ? "BAD" : nil), &random)
        let streamed = try trial.streamed(answer, release, &random)
        let whole = try trial.whole(answer, release)
        #expect(streamed.decision == whole.decision)
      }
    }
  }

  @Test("nothing leaves that is not judged, beyond the bound of the release", arguments: Dialect.judged)
  func bounds(dialect: Dialect) throws {
    var random = SplitMix(seed: 54)
    let trial = try DialectTrial(dialect)
    for release in DialectTrial.Release.allCases {
      let bound = release == .trail ? DialectTrial.Release.trailLength : 0
      var ranAhead = 0
      for _ in 0..<60 {
        let answer = ScriptedAnswer.random(
          in: dialect, .harmless.planting(random.below(3) == 0 ? "BAD" : nil), &random)
        var driver = ModeratorDriver(
          .init(plan: try trial.plan(release, for: answer, isStream: true)), lag: random.below(5))
        var client = DialectClient(dialect)
        var seen = 0
        func look() {
          let released = driver.outcome.released.utf8
          client.read(String(decoding: released.dropFirst(seen), as: UTF8.self))
          seen = released.count
          for (place, text) in client.reading.texts where !text.hasSuffix(DialectTrial.message) {
            // Ollama's arguments are read as an object, whose text is not known.
            if dialect == .ollamaChat, place.contains("tool") { continue }
            let scalars = text.unicodeScalars
            let mustBeJudged = String(scalars.dropLast(bound))
            #expect(
              mustBeJudged.isEmpty || driver.judgedTexts.values.contains { $0.utf8.starts(with: mustBeJudged.utf8) },
              "\(place) says `\(text)`")
            if !driver.judgedTexts.values.contains(where: { $0.utf8.starts(with: text.utf8) }) { ranAhead += 1 }
          }
        }
        for piece in random.pieces(of: dialect.stream(answer, &random)) {
          driver.feed(piece)
          look()
          if release == .whole, driver.moderator.decision == nil { #expect(driver.outcome.released == "") }
        }
        driver.end()
        look()
        #expect(driver.outcome.isFinished)
      }
      #expect(release == .trail || ranAhead == 0)
    }
  }

  @Test("what a reasoning has said leaves at the latest when the answer begins", arguments: Dialect.judged)
  func idleFields(dialect: Dialect) throws {
    guard dialect != .completions else { return }
    var random = SplitMix(seed: 55)
    let trial = try DialectTrial(dialect)
    for _ in 0..<50 {
      var answer = ScriptedAnswer.random(in: dialect, choices: 1, mixed: false, &random)
      // Never more than half a window, so that no window closes.
      answer.choices = [
        [
          ScriptedAnswer.Part(kind: .reasoning, pieces: ["a thou", "ght"]),
          ScriptedAnswer.Part(kind: .content, pieces: ["Hi", " you"]),
        ]
      ]
      var driver = ModeratorDriver(.init(plan: try trial.plan(for: answer, isStream: true)))
      for event in dialect.events(answer, &random) {
        driver.feed(Array(event.utf8))
        guard event.contains("Hi") else { continue }
        let reading = DialectClient.reading(stream: driver.outcome.released, dialect)
        #expect(Array(reading.texts.values) == ["a thought"])
        break
      }
    }
  }
}
