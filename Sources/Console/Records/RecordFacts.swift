import RefusalLog
import Taxonomy

/// What a record says beside its texts and scores.
struct RecordFacts {
  let record: RefusalRecord

  var html: HTML {
    tag(.dl, .class("facts")) {
      fact("Verdict") { HTML.badge(record.verdict.words, record.verdict.tone) }
      fact("Policy") {
        HTML.recorded(record.policy.name)
        " at "
        tag(.code) { record.policy.revision }
        if !record.isEnforced { ", monitoring" }
      }
      if !record.ruleIDs.isEmpty {
        fact("Rules") { HTML.joined(record.ruleIDs.map { id in tag(.code) { id } }, separator: HTML(", ")) }
      }
      fact("Decided at") { record.stage == .prompt ? "the prompt" : "the answer" }
      if record.cause == .classifierFailure { fact("Cause") { "the classifier failed" } }
      fact("App") {
        HTML.recorded(record.app)
        if let key = record.keyID {
          ", key "
          tag(.code) { key }
        }
      }
      if let user = record.userKey { fact("User") { tag(.code) { user } } }
      fact("Asked for") {
        tag(.code) { record.endpoint }
        if let model = record.model {
          " of "
          HTML.recorded(model)
        }
        if record.isStreamed { ", streamed" }
      }
      fact("Client got") { "\(delivery), status \(record.statusCode)" }
      if record.answerBytes != nil {
        fact("Released") { "\(record.releasedCharacters.grouped) characters of the answer" }
      }
      fact("Classifier") { tag(.code) { record.classifier } }
      fact("Took") { times }
    }
  }

  private var delivery: String {
    switch record.delivery {
    case .complete where record.isEnforced && (record.verdict == .guardBlock || record.verdict == .guardCut):
      "the policy’s message"
    case .complete: "a whole answer"
    case .cut: "the beginning of an answer, then the policy’s message"
    case .clientGone: "a part: it went away"
    case .upstreamFailed: "an error: the model server failed"
    }
  }

  private var times: String {
    var parts = ["\(milliseconds(record.totalMicroseconds)) in all"]
    if let upstream = record.upstreamMilliseconds { parts.append("\(upstream) ms at the model") }
    parts.append("\(milliseconds(record.promptJudgingMicroseconds)) for judging the prompt")
    if record.answerJudgingMicroseconds > 0 {
      parts.append("\(milliseconds(record.answerJudgingMicroseconds)) for judging the answer")
    }
    return parts.joined(separator: ", ")
  }

  private func milliseconds(_ microseconds: Int) -> String {
    microseconds < 10_000 ? "\(ScoreBar.number(Double(microseconds) / 1000)) ms" : "\(microseconds / 1000) ms"
  }

  private func fact(_ name: String, @HTMLBuilder content: () -> HTML) -> HTML {
    tag(.div) {
      tag(.dt) { name }
      tag(.dd) { content() }
    }
  }
}
