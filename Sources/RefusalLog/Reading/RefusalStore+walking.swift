import Taxonomy

extension RefusalStore {
  /// Most rows held at a time.
  private static let pageRows = 500

  /// Hands out the records that pass the filter, oldest first, one by one; the log is never held in memory.
  ///
  /// A record that this version cannot read is handed out as its error, and the rest follows. Reads in short pages and
  /// holds none open meanwhile, as an export does.
  ///
  /// - Parameter body: returns whether to go on.
  package func walk(
    _ filter: RefusalFilter = RefusalFilter(), _ body: (Result<RefusalRecord, RefusalLogError>) throws -> Bool
  ) throws {
    var last: String?
    while true {
      let page = try walkedPage(filter, after: last)
      for entry in page {
        guard try body(entry.record) else { return }
      }
      guard page.count == Self.pageRows, let end = page.last else { return }
      last = end.id
    }
  }

  private func walkedPage(
    _ filter: RefusalFilter, after last: String?
  ) throws(RefusalLogError) -> [(id: String, record: Result<RefusalRecord, RefusalLogError>)] {
    var condition = filter.condition(database.dialect)
    if let last { condition.add("id > ?", .text(last)) }
    let sql = RefusalColumns.select + condition.sql + " ORDER BY id LIMIT \(Self.pageRows)"
    return try RefusalLogError.wrap {
      try database.read { session in
        var page: [(id: String, record: Result<RefusalRecord, RefusalLogError>)] = []
        try session.forEachRow(sql, condition.arguments) { row in
          let record: Result<RefusalRecord, RefusalLogError>
          do throws(RefusalLogError) {
            record = .success(try RefusalColumns.record(from: row))
          } catch {
            record = .failure(error)
          }
          page.append((try row.text(0), record))
          return true
        }
        return page
      }
    }
  }
}
