import Classifiers
import Foundation
import Policy
import Taxonomy

/// What came of a trial: the scores, where they were found, and what each policy would do.
struct TrialView {
  /// Categories below this are left out.
  private static let leastCategory = 0.1

  let trial: TextTrial
  let duration: Duration
  let classifier: String

  var html: HTML {
    tag(.section, .class("trial"), .id("result"), .labelledBy("result-title")) {
      tag(.h2, .id("result-title")) { "Scores" }
      tag(.div, .class("talk two")) {
        tag(.section, .class("said prompt")) {
          tag(.h3) { "Prompt" }
          HTML(.div, Self.text, MarkedText(trial.texts.prompt, promptMarks).html)
          promptScores
          if let note = wordsNote { tag(.p, .class("origin")) { note } }
        }
        tag(.section, .class("said answer")) {
          tag(.h3) { "Answer" }
          if let answer = trial.texts.answer {
            HTML(.div, Self.text, MarkedText(answer, answerMarks(answer)).html)
            answerScores
          } else {
            tag(.p, .class("nothing")) { "None to judge." }
          }
        }
      }
      tag(.p, .class("origin")) {
        "Scored in \(milliseconds) ms by "
        tag(.code) { classifier }
        "."
      }
      tag(.h2) { "Policies" }
      for explanation in trial.policies {
        PolicyTrialView(explanation: explanation, isChosen: explanation.policy == trial.chosen?.description).html
      }
    }
  }

  private static let text: [Attribute] = [.class("text marked"), Attribute("dir", "auto"), Attribute("tabindex", "0")]

  private var milliseconds: Int { Int((duration / .milliseconds(1)).rounded(.up)) }

  // MARK: The prompt

  private var promptScores: HTML {
    var bars = [ScoreBar(name: "Harm", value: trial.prompt.harm)]
    if let attack = trial.prompt.attack { bars.append(ScoreBar(name: "Attack", value: attack)) }
    return scores(bars + categories(trial.prompt.categories))
  }

  private var promptMarks: [MarkedText.Mark] {
    var marks: [MarkedText.Mark] = []
    let prompt = trial.texts.prompt
    if let bytes = trial.prompt.worstRange, bytes.count < prompt.utf8.count {
      marks.append(
        MarkedText.Mark(
          range: MarkedText.scalars(of: prompt, bytes: bytes), kind: "stretch",
          title: "the harm was found in this stretch", note: nil))
    }
    let most = trial.words?.map(\.weight).max() ?? 0
    for span in trial.words ?? [] where span.weight > 0 {
      let strength = span.weight >= most * 0.66 ? "most" : span.weight >= most * 0.33 ? "more" : "some"
      marks.append(
        MarkedText.Mark(
          range: span.start..<span.end, kind: "word word-\(strength)",
          title: "without it, the log odds of harm fall by \(ScoreBar.number(span.weight))", note: nil))
    }
    return marks
  }

  private var wordsNote: String? {
    guard trial.texts.findsWords else { return nil }
    guard let words = trial.words else {
      return "Words are looked for in prompts of up to \(TextTrial.Texts.wordsByteLimit) bytes."
    }
    return words.isEmpty
      ? "No word by itself carries the score." : "The marked words carry the score, the stronger the mark the more."
  }

  // MARK: The answer

  private var answerScores: HTML {
    var bars = [ScoreBar(name: "Harm", value: trial.windows.map(\.signals.harm).max() ?? 0)]
    if let refusal = trial.refusal {
      bars.append(ScoreBar(name: "Refusal", value: refusal.refusal, isHarm: false))
      if let full = refusal.full { bars.append(ScoreBar(name: "Full refusal", value: full, isHarm: false)) }
    }
    var worst: [HazardCategory: Double] = [:]
    for window in trial.windows { worst.merge(window.signals.categories) { max($0, $1) } }
    return scores(bars + categories(worst))
  }

  private func answerMarks(_ answer: String) -> [MarkedText.Mark] {
    trial.windows.enumerated().map { index, window in
      let harm = window.signals.harm
      let tone = harm >= 0.6 ? "high" : harm >= 0.3 ? "middle" : "low"
      return MarkedText.Mark(
        range: MarkedText.scalars(of: answer, bytes: window.range), kind: "window window-\(tone)",
        title: "window \(index + 1) of \(trial.windows.count): harm \(ScoreBar.number(harm))",
        note: trial.windows.count > 1 || harm >= 0.3 ? ScoreBar.number(harm) : nil)
    }
  }

  private func categories(_ categories: [HazardCategory: Double]) -> [ScoreBar] {
    categories.filter { $0.value >= Self.leastCategory }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.rawValue < $1.key.rawValue }
      .map { ScoreBar(name: $0.key.words, value: $0.value) }
  }

  private func scores(_ bars: [ScoreBar]) -> HTML {
    tag(.ul, .class("scores")) { HTML.joined(bars.map(\.html)) }
  }
}
