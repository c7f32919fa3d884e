import RefusalLog
import Taxonomy

/// The prompt of a record and its answers side by side, each with what became of it.
struct RecordTexts {
  let record: RefusalRecord
  /// Characters of each text that are shown.
  var limit = Int.max

  var html: HTML {
    let answers = self.answers
    return tag(.div, .class(answers.count > 1 ? "talk three" : "talk two")) {
      RecordedText(
        heading: "Prompt", kind: "prompt", text: record.prompt, byteCount: record.promptBytes, mode: record.contentMode,
        limit: limit, absence: "The request had no text of a user."
      ).html
      HTML.joined(answers.map(\.html))
    }
  }

  private var answers: [RecordedText] {
    var first = RecordedText(
      heading: record.retry == nil ? "Answer" : "First answer", kind: "answer", text: record.answer,
      byteCount: record.answerBytes, mode: record.contentMode, limit: limit, absence: absence)
    if let kind = record.refusalKind { first.notes.append(HTML(Self.words(kind))) }
    guard let retry = record.retry else {
      first.notes += fate
      if record.answerBytes != nil, record.delivery == .complete, record.verdict != .guardCut {
        first.kind += " delivered"
      }
      return [first]
    }
    var second = RecordedText(
      heading: "Second answer", kind: "answer", text: retry.answer, byteCount: retry.answerBytes,
      mode: record.contentMode, limit: limit, absence: "None came.")
    if let kind = retry.refusalKind { second.notes.append(HTML(Self.words(kind))) }
    if let harm = retry.answerHarm { second.notes.append(HTML("harm \(ScoreBar.number(harm))")) }
    second.notes.append(HTML("after \(retry.milliseconds) ms" + (retry.tokens.map { ", \($0) tokens" } ?? "")))
    if retry.isDelivered { second.kind += " delivered" } else { first.kind += " delivered" }
    first.notes.append(HTML(retry.isDelivered ? "not delivered" : "delivered"))
    second.notes.append(HTML(retry.isDelivered ? "delivered" : "not delivered"))
    return [first, second]
  }

  /// What the client got of the only answer.
  private var fate: [HTML] {
    guard record.answerBytes != nil else { return [] }
    switch record.delivery {
    case .complete where record.verdict == .guardCut && record.isEnforced: return [HTML("not delivered")]
    case .complete: return [HTML("delivered")]
    case .cut: return [HTML("cut")]
    case .clientGone: return [HTML("the client went away")]
    case .upstreamFailed: return [HTML("the model server failed")]
    }
  }

  private var absence: String {
    switch record.verdict {
    case .guardBlock where record.isEnforced: "The model was not called. The client got the policy’s message."
    default: "None came."
    }
  }

  private static func words(_ kind: RefusalKind) -> String {
    switch kind {
    case .full: "full refusal"
    case .partial: "partial refusal"
    case .none: "no refusal"
    }
  }
}
