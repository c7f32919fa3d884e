import Taxonomy

extension RefusalStore {
  /// Most bytes of records held at a time during an export, one record aside.
  private static let pageBytes = 1 << 20

  /// Writes the records that pass the filter, oldest first, row by row to `sink`; the log is never held in memory.
  ///
  /// It reads in short pages and holds none of them open while the sink writes: a slow sink must not keep the proxy's
  /// log from being checkpointed. So a record that arrives during the export may or may not be in it.
  ///
  /// - Parameter sink: takes one whole row with its line end, as UTF-8; what it throws ends the export.
  /// - Throws: `tooFewToMix`, or for policy tests `severalPolicies`, before anything is written.
  @discardableResult
  package func export(
    _ format: ExportFormat, _ filter: RefusalFilter = RefusalFilter(), options: ExportOptions = ExportOptions(),
    to sink: (String) throws -> Void
  ) throws -> ExportOutcome {
    var writer = DataSetWriter(format, options: options)
    if format == .policyTests { writer.policy = try policy(of: filter) }
    if format == .alpaca, let mix = options.mix {
      var harmful: [DecisionID] = []
      try records(filter) { if writer.isNewSafetyExample($0) { harmful.append($0.id) } }
      guard harmful.count >= mix else { throw RefusalLogError.tooFewToMix(asked: mix, found: harmful.count) }
      var draw = SeededDraw(seed: options.seed)
      writer.drawn = draw.draw(mix, of: harmful)
      writer.forget()
    }
    if let head = writer.head { try sink(head) }
    try records(filter) { record in
      if let row = writer.row(of: record) { try sink(row) }
    }
    if let end = writer.end { try sink(end) }
    return writer.outcome
  }

  /// The one policy whose records pass the filter.
  private func policy(of filter: RefusalFilter) throws(RefusalLogError) -> String {
    let condition = filter.condition(database.dialect)
    let names = try RefusalLogError.wrap {
      try database.read {
        try $0.rows("SELECT DISTINCT policy FROM refusals\(condition.sql) ORDER BY 1", condition.arguments)
          .map { try $0.text(0) }
      }
    }
    guard names.count < 2 else { throw .severalPolicies(names) }
    return names.first ?? filter.policies.first ?? "default"
  }

  private func records(_ filter: RefusalFilter, _ body: (RefusalRecord) throws -> Void) throws {
    var last: DecisionID?
    while true {
      let page = try page(filter, after: last)
      guard let end = page.last else { return }
      for record in page { try body(record) }
      last = end.id
    }
  }

  /// The next records in the order of their ids.
  private func page(_ filter: RefusalFilter, after last: DecisionID?) throws(RefusalLogError) -> [RefusalRecord] {
    var condition = filter.condition(database.dialect)
    if let last { condition.add("id > ?", .text(last.description)) }
    let sql = RefusalColumns.select + condition.sql + " ORDER BY id LIMIT 1000"
    return try RefusalLogError.wrap {
      try database.read { session in
        var records: [RefusalRecord] = []
        var bytes = 0
        try session.forEachRow(sql, condition.arguments) { row in
          let record = try RefusalColumns.record(from: row)
          bytes += record.byteEstimate
          records.append(record)
          return bytes < Self.pageBytes
        }
        return records
      }
    }
  }
}
