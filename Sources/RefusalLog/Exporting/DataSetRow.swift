import Taxonomy

/// What one record gives to a data set: its prompt with the answers that a format needs.
struct DataSetRow {
  let record: RefusalRecord
  let kind: PromptKind
  let prompt: String
  /// What should be answered.
  var chosen = ""
  /// What should not.
  var rejected = ""

  private init(_ record: RefusalRecord) throws(Left) {
    guard let kind = PromptKind(record) else { throw Left(.unsure) }
    self.record = record
    self.kind = kind
    prompt = try Self.text(record.keptPrompt)
  }

  /// Why a record gives no row.
  struct Left: Error {
    let omission: ExportOutcome.Omission

    init(_ omission: ExportOutcome.Omission) { self.omission = omission }
  }

  /// A prompt with the answer that it should get.
  static func instruction(_ record: RefusalRecord, refusal: String?) throws(Left) -> DataSetRow {
    var row = try DataSetRow(record)
    row.chosen = try row.chosenAnswer(refusal: refusal)
    return row
  }

  /// A prompt with the answer that it should get and the one that it should not.
  static func pair(_ record: RefusalRecord, refusal: String?) throws(Left) -> DataSetRow {
    var row = try instruction(record, refusal: refusal)
    row.rejected = try text(record.answer(refusing: row.kind == .safe ? [.full, .partial] : [.none]))
    return row
  }

  /// A prompt with the answer that the model gave, or nothing of it.
  static func completion(_ record: RefusalRecord) throws(Left) -> DataSetRow {
    var row = try DataSetRow(record)
    guard record.answerBytes != nil else { return row }
    row.chosen = try text(record.kept(record.answer, of: record.answerBytes))
    return row
  }

  /// A reviewer's answer before all others; then for a safe prompt the one that helped, for a harmful one the refusal.
  private func chosenAnswer(refusal: String?) throws(Left) -> String {
    if let answer = record.review?.answer, !answer.isEmpty { return answer }
    switch kind {
    case .safe: return try Self.text(record.answer(refusing: [.none]))
    case .harmful:
      if case .whole(let text)? = record.answer(refusing: [.full]) { return text }
      guard let refusal else { return try Self.text(record.answer(refusing: [.full])) }
      return refusal
    }
  }

  private static func text(_ kept: RefusalRecord.KeptText?) throws(Left) -> String {
    switch kept {
    case .whole(let text)?: return text
    case .missing?: throw Left(.notKept)
    case .cutShort?: throw Left(.cutShort)
    case nil: throw Left(.noAnswer)
    }
  }
}
