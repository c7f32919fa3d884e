import Taxonomy

/// Turns records into the rows of one export, and counts what it wrote and left out.
struct DataSetWriter {
  private(set) var outcome = ExportOutcome()
  /// The policy whose tests are written.
  var policy = ""
  /// The harmful prompts that `mix` drew; nil takes all.
  var drawn: Set<DecisionID>?

  private let format: ExportFormat
  private let options: ExportOptions
  /// Hashes of what was written: people ask the same again and again.
  private var seen: Set<Int> = []

  init(_ format: ExportFormat, options: ExportOptions) {
    self.format = format
    self.options = options
  }

  /// What stands before the first row.
  var head: String? {
    switch format {
    case .csv: RefusalRecord.csvHeader
    case .xstest: DataSetRow.xstestHeader
    case .alpaca: "["
    case .policyTests: PolicyTestText.head(policy: policy)
    case .jsonl, .preference: nil
    }
  }

  /// What stands behind the last row.
  var end: String? {
    switch format {
    case .alpaca: "\n]\n"
    case .policyTests: outcome.written == 0 ? "  []\n" : nil
    case .jsonl, .csv, .xstest, .preference: nil
    }
  }

  /// The row of a record with its line end; nil where it is left out.
  mutating func row(of record: RefusalRecord) -> String? {
    do throws(DataSetRow.Left) {
      let (text, kind) = try made(of: record)
      outcome.count(record, kind: kind)
      return text
    } catch {
      outcome.leaveOut(error.omission)
      return nil
    }
  }

  /// Whether the record is a harmful prompt with its refusal, the first of its kind.
  mutating func isNewSafetyExample(_ record: RefusalRecord) -> Bool {
    do throws(DataSetRow.Left) {
      let row = try DataSetRow.instruction(record, refusal: options.refusal)
      try remember([row.prompt, row.chosen])
      return row.kind == .harmful
    } catch {
      // Why it is none is counted when the rows are written.
      return false
    }
  }

  /// Starts anew with what was seen.
  mutating func forget() { seen.removeAll() }

  private mutating func made(of record: RefusalRecord) throws(DataSetRow.Left) -> (String, PromptKind?) {
    switch format {
    case .jsonl: return (record.jsonLine + "\n", nil)
    case .csv: return (record.csvLine, nil)
    case .xstest:
      let row = try DataSetRow.completion(record)
      try remember([row.prompt, row.chosen])
      return (row.xstestLine, row.kind)
    case .alpaca:
      let row = try DataSetRow.instruction(record, refusal: options.refusal)
      try remember([row.prompt, row.chosen])
      if row.kind == .harmful, let drawn, !drawn.contains(record.id) { throw DataSetRow.Left(.notDrawn) }
      return ((outcome.written > 0 ? ",\n" : "\n") + row.alpacaObject, row.kind)
    case .preference:
      let row = try DataSetRow.pair(record, refusal: options.refusal)
      try remember([row.prompt, row.chosen, row.rejected])
      return (row.preferenceLine, row.kind)
    case .policyTests:
      let test = try PolicyTestText.test(of: record)
      try remember([test])
      return (test, PromptKind(record))
    }
  }

  private mutating func remember(_ texts: [String]) throws(DataSetRow.Left) {
    guard seen.insert(texts.hashValue).inserted else { throw DataSetRow.Left(.duplicate) }
  }
}
