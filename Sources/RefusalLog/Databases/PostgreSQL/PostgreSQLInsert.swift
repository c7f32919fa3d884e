import Foundation

/// An INSERT of one row, as one of several rows.
///
/// The server sets up all the table's checks once a statement; for a table with many that is most of the work, so rows go
/// together where it can still be told which of them were there before.
struct PostgreSQLInsert {
  private let head: String
  private let marks: String
  private let tail: String

  /// How many rows go together, the most first; each is a prepared statement of its own.
  static let sizes = [64, 16, 4, 1]

  /// - Returns: nil but for `INSERT INTO table (key, …) VALUES (?, …) ON CONFLICT (key) DO NOTHING`.
  init?(_ sql: String) {
    guard sql.hasPrefix("INSERT INTO "), let values = sql.range(of: " VALUES ("),
      let open = sql.firstIndex(of: "("), let comma = sql[open...].firstIndex(of: ","),
      let end = sql[values.upperBound...].firstIndex(of: ")")
    else { return nil }
    let key = sql[sql.index(after: open)..<comma]
    let marks = sql[values.upperBound..<end]
    let conflict = sql[sql.index(after: end)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard marks.allSatisfy({ $0 == "?" || $0 == "," || $0 == " " }), conflict == "ON CONFLICT (\(key)) DO NOTHING"
    else { return nil }
    head = String(sql[..<values.upperBound].dropLast())
    self.marks = "(\(marks))"
    tail = " \(conflict) RETURNING \(key)"
  }

  /// Gives back the keys of the rows that were not there before, in their order.
  func text(rows: Int) -> String {
    head + Array(repeating: marks, count: rows).joined(separator: ", ") + tail
  }

  /// Which of the rows were not there before: 1 or 0 for each.
  static func changes(_ rows: ArraySlice<[SQLValue]>, returned: [SQLRow]) -> [Int] {
    var left = returned[...]
    return rows.map { row in
      guard let next = left.first, next.values.first == row.first else { return 0 }
      left.removeFirst()
      return 1
    }
  }

  /// How so many rows are cut up.
  static func parts(of count: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var place = 0
    while place < count {
      let size = sizes.first { $0 <= count - place } ?? 1
      parts.append(place..<place + size)
      place += size
    }
    return parts
  }
}
