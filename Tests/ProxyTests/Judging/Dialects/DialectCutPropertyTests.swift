import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// Answers of which something is withheld.
@Suite struct DialectCutPropertyTests {
  @Test(
    "a cut stream says what was judged, then the policy's message, and ends as the dialect's streams do",
    arguments: Dialect.judged)
  func streamed(dialect: Dialect) throws {
    var random = SplitMix(seed: 61)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for release in DialectTrial.Release.allCases {
        for _ in 0..<150 {
          let answer = ScriptedAnswer.random(in: dialect, .hush.planting("BAD"), length: 8, &random)
          let outcome = try trial.streamed(answer, release, &random)
          #expect(outcome.decision?.withholds == true && outcome.isFinished && outcome.fault == nil)
          let reading = trial.reading(outcome, isStream: true)
          #expect(reading.faults == [], "\(answer)\n\(outcome.released)")
          #expect(reading.isComplete)
          expectClean(reading, redacts: redacts, release: release, answer)
          expectNames(reading, dialect)
          let cut = choice(of: "BAD", in: answer)
          #expect(reading.endings[cut] == dialect.withheldEnding)
          expectTexts(trial, reading, answer, redacts: redacts, cut: cut, isStream: true)
        }
      }
    }
  }

  @Test(
    "of a whole answer that is withheld everything stays but its words: ids, usage, unknown fields, other choices",
    arguments: Dialect.judged)
  func whole(dialect: Dialect) throws {
    var random = SplitMix(seed: 62)
    for redacts in [false, true] {
      let trial = try DialectTrial(dialect, redacts: redacts)
      for _ in 0..<200 {
        let answer = ScriptedAnswer.random(in: dialect, .hush.planting("BAD"), &random)
        let outcome = try trial.whole(answer)
        #expect(outcome.decision?.withholds == true && outcome.isFinished && outcome.fault == nil)
        let reading = trial.reading(outcome, isStream: false)
        #expect(reading.faults == [], "\(answer)\n\(outcome.released)")
        expectClean(reading, redacts: redacts, release: .window, answer)
        expectNames(reading, dialect)
        let plain = DialectClient.reading(whole: String(decoding: dialect.whole(answer), as: UTF8.self), dialect)
        #expect(reading.counts == plain.counts)
        #expect(outcome.released.contains(ScriptedNames.unknown), "\(outcome.released)")
        let cut = choice(of: "BAD", in: answer)
        #expect(reading.endings[cut] == dialect.withheldEnding)
        expectTexts(trial, reading, answer, redacts: redacts, cut: cut, isStream: false)
      }
    }
  }

  @Test("a usage that was asked for comes with a cut too", arguments: Dialect.judged)
  func usage(dialect: Dialect) throws {
    var random = SplitMix(seed: 63)
    let trial = try DialectTrial(dialect)
    for _ in 0..<150 {
      var answer = ScriptedAnswer.random(in: dialect, .harmless.planting("BAD"), &random)
      answer.includesUsage = true
      let outcome = try trial.streamed(answer, .window, &random)
      let reading = trial.reading(outcome, isStream: true)
      let keys: [String] =
        switch dialect {
        case .ollamaChat: ["eval_count"]
        case .anthropicMessages: ["output_tokens"]
        case .responses: ["input_tokens", "output_tokens", "total_tokens"]
        default: ["prompt_tokens", "completion_tokens", "total_tokens"]
        }
      #expect(keys.allSatisfy { reading.counts[$0] != nil }, "\(outcome.released)")
    }
  }

  private func choice(of plant: String, in answer: ScriptedAnswer) -> Int {
    answer.choices.firstIndex { $0.contains { $0.text.contains(plant) } } ?? 0
  }

  private func expectNames(_ reading: ClientReading, _ dialect: Dialect) {
    // Ollama has no ids, and only two dialects have fingerprints.
    #expect(reading.ids.isSubset(of: [ScriptedNames.id]) && reading.models == [ScriptedNames.model])
    #expect(reading.fingerprints.isSubset(of: [ScriptedNames.fingerprint]))
    if dialect != .ollamaChat { #expect(!reading.ids.isEmpty) }
  }

  private func expectClean(
    _ reading: ClientReading, redacts: Bool, release: DialectTrial.Release, _ answer: ScriptedAnswer
  ) {
    let said = Array(reading.texts.values) + reading.strings
    if release != .trail { #expect(!said.contains { $0.contains("BAD") }, "\(answer)") }
    if redacts { #expect(said.allSatisfy(HushRedactor.isClean), "\(answer)") }
  }

  /// What a client has of a choice that was cut is the beginning of what it would have had, and of another choice it is
  /// all.
  private func expectTexts(
    _ trial: DialectTrial, _ reading: ClientReading, _ answer: ScriptedAnswer, redacts: Bool, cut: Int, isStream: Bool
  ) {
    guard let texts = trial.withoutMessage(reading.texts, choice: cut) else {
      Issue.record("the message is missing: \(reading.texts)")
      return
    }
    for (place, text) in trial.dialect.texts(answer) {
      let isJSON = place.contains("tool")
      // What is taken out of JSON is not what is taken out of text.
      if isJSON, redacts || !isStream || trial.dialect == .ollamaChat { continue }
      let expected = redacts ? HushRedactor.redacted(text) : text
      let said = texts[place] ?? ""
      if place.hasPrefix("\(cut) ") {
        #expect(expected.utf8.starts(with: said.utf8), "\(place): `\(said)`")
        if !isStream { #expect(said == "") }
      } else {
        #expect(said == expected, "\(place)")
      }
    }
    for place in texts.keys { #expect(trial.dialect.texts(answer)[place] != nil, "\(place) was never said") }
  }
}
