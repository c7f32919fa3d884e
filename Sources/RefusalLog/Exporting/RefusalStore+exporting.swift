import GRDB
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
  /// - Returns: the number of records.
  @discardableResult
  package func export(
    _ format: ExportFormat, _ filter: RefusalFilter = RefusalFilter(), to sink: (String) throws -> Void
  ) throws -> Int {
    if format == .csv { try sink(RefusalRecord.csvHeader) }
    var count = 0
    var last: DecisionID?
    while true {
      let page = try page(filter, after: last)
      guard let end = page.last else { return count }
      for record in page {
        try sink(format == .csv ? record.csvLine : record.jsonLine + "\n")
      }
      count += page.count
      last = end.id
    }
  }

  /// The next records in the order of their ids.
  private func page(_ filter: RefusalFilter, after last: DecisionID?) throws(RefusalLogError) -> [RefusalRecord] {
    var condition = filter.condition()
    if let last { condition.add("id > ?", last.description) }
    let sql = RefusalColumns.select + condition.sql + " ORDER BY id LIMIT 1000"
    return try RefusalLogError.wrap {
      try database.read { database in
        var records: [RefusalRecord] = []
        var bytes = 0
        let rows = try Row.fetchCursor(database, sql: sql, arguments: condition.arguments)
        while bytes < Self.pageBytes, let row = try rows.next() {
          let record = try RefusalColumns.record(from: row)
          bytes += record.byteEstimate
          records.append(record)
        }
        return records
      }
    }
  }
}
