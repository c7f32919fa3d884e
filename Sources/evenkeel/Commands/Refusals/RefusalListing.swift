import Foundation
package import RefusalLog
import Taxonomy

/// Records as people read them.
package enum RefusalListing {
  /// A row a record, the prompt last since it is what may be cut.
  package static func table(of records: [RefusalRecord]) -> TextTable {
    var table = TextTable(["id", "time (UTC)", "verdict", "review", "app", "policy", "harm", "prompt"])
    for record in records {
      table.add([
        record.id.description, time(record), record.verdict.rawValue + (record.isEnforced ? "" : " (monitor)"),
        record.review?.label.rawValue ?? "-", record.app, record.policy.name, score(record.promptHarm),
        record.prompt ?? "(not kept)",
      ])
    }
    return table
  }

  /// A row a group, with its newest record.
  package static func table(of groups: [RefusalGroup]) -> TextTable {
    var table = TextTable(["records", "reviewed", "newest", "time (UTC)", "verdict", "harm", "prompt"])
    for group in groups {
      let record = group.newest
      table.add([
        "\(group.count)", "\(group.reviewed)", record.id.description, time(record),
        record.verdict.rawValue + (record.isEnforced ? "" : " (monitor)"), score(record.promptHarm),
        record.prompt ?? "(not kept)",
      ])
    }
    return table
  }

  /// A row an item of the review queue, in its order.
  package static func table(of items: [QueueItem]) -> TextTable {
    var table = TextTable(["appeals", "records", "reviewed", "newest", "time (UTC)", "verdict", "harm", "prompt"])
    for item in items {
      let record = item.record
      table.add([
        "\(item.appeals)", "\(item.count)", "\(item.reviewed)", record.id.description, time(record),
        record.verdict.rawValue + (record.isEnforced ? "" : " (monitor)"), score(record.promptHarm),
        record.prompt ?? "(not kept)",
      ])
    }
    return table
  }

  /// A row a feedback.
  package static func table(of feedback: [Feedback]) -> TextTable {
    var table = TextTable(["decision", "time (UTC)", "app", "verdict", "comment"])
    for entry in feedback {
      table.add([
        entry.decision.description, time(entry.milliseconds), entry.app, entry.opinion.rawValue, entry.comment ?? "",
      ])
    }
    return table
  }

  /// One record in a line, the prompt last since it is what may be cut.
  ///
  /// - Parameter width: the terminal's columns; nil cuts nothing.
  package static func line(of record: RefusalRecord, width: Int?) -> String {
    let facts = [
      time(record), record.id.description, record.verdict.rawValue + (record.isEnforced ? "" : " (monitor)"),
      record.app, record.policy.name, score(record.promptHarm),
    ].joined(separator: "  ").printable
    let prompt = (record.prompt ?? "(not kept)").printable
    return facts + "  " + (width.map { prompt.fitted(to: max(20, $0 - facts.columns - 2)) } ?? prompt)
  }

  /// One fact a line, prompt and answer at the end.
  package static func card(
    of record: RefusalRecord, history: [ReviewStep] = [], feedback: [Feedback] = []
  ) -> String {
    let facts: [(String, String?)] = [
      ("id", record.id.description), ("time (UTC)", time(record)), ("verdict", record.verdict.rawValue),
      ("stage", record.stage.rawValue),
      ("action", record.action.rawValue + (record.isEnforced ? "" : ", noted only (monitor)")),
      ("rules", record.ruleIDs.isEmpty ? nil : record.ruleIDs.joined(separator: ", ")),
      ("cause", record.cause.rawValue), ("app", record.app), ("key", record.keyID),
      ("endpoint", record.endpoint + (record.isStreamed ? ", streamed" : "")), ("model", record.model),
      ("policy", record.policy.description), ("classifier", record.classifier),
      ("prompt harm", record.promptHarm.map(score)), ("answer harm", record.answerHarm.map(score)),
      ("refusal", record.refusalKind.map { "\($0.rawValue), \(score(record.refusalScore))" }),
      ("status", "\(record.statusCode), \(record.delivery.rawValue)"),
      ("released", "\(record.releasedCharacters) characters"),
      ("judging", "prompt \(record.promptJudgingMicroseconds) us, answer \(record.answerJudgingMicroseconds) us"),
      ("total", "\(record.totalMicroseconds) us"), ("content", record.contentMode.rawValue),
      ("user", record.userKey), ("prompt", content(record.prompt, of: record.promptBytes)),
      ("answer", content(record.answer, of: record.answerBytes)),
    ]
    return (facts + self.facts(of: record.retry) + feedback.map(fact) + history.map(fact)).compactMap { name, value in
      value.map { name + String(repeating: " ", count: 14 - name.count) + $0.printable }
    }.joined(separator: "\n")
  }

  private static func facts(of retry: RetriedAnswer?) -> [(String, String?)] {
    guard let retry else { return [] }
    let cost = "\(retry.milliseconds) ms" + (retry.tokens.map { ", \($0) tokens" } ?? "")
    return [
      ("retry", (retry.isDelivered ? "delivered, " : "not delivered, ") + cost),
      ("retry harm", retry.answerHarm.map(score)), ("retry refusal", retry.refusalKind?.rawValue),
      ("retry answer", content(retry.answer, of: retry.answerBytes)),
    ]
  }

  private static func fact(of feedback: Feedback) -> (String, String?) {
    let comment = feedback.comment.map { ": \($0)" } ?? ""
    return ("feedback", "\(time(feedback.milliseconds)) by \(feedback.app): \(feedback.opinion.rawValue)\(comment)")
  }

  private static func fact(of step: ReviewStep) -> (String, String?) {
    var text = "\(time(step.milliseconds)) by \(step.reviewer): "
    switch step.change {
    case .takenBack: text += "taken back"
    case .given(let review):
      text += review.label.rawValue
      if let type = review.type { text += ", \(type.rawValue)" }
      if let note = review.note { text += ": \(note)" }
      if let answer = review.answer { text += " (better answer: \(answer))" }
    }
    return ("review", text)
  }

  private static func time(_ record: RefusalRecord) -> String { time(record.milliseconds) }

  static func time(_ milliseconds: Int64) -> String {
    let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
    return String(date.formatted(.iso8601).dropLast().map { $0 == "T" ? " " : $0 })
  }

  private static func score(_ value: Double?) -> String {
    guard let value else { return "-" }
    return value.formatted(.number.precision(.fractionLength(2)).locale(Locale(identifier: "en_US_POSIX")))
  }

  private static func content(_ text: String?, of bytes: Int?) -> String? {
    guard let bytes else { return nil }
    guard let text else { return "(not kept, \(bytes) bytes)" }
    return text.utf8.count < bytes ? "\(text)… (\(bytes) bytes in all)" : text
  }
}
