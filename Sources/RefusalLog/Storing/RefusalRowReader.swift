import Foundation
import Taxonomy

/// Reads a row of `RefusalColumns.select` from left to right.
///
/// Words and JSON are checked here, since a later version may have written others.
struct RefusalRowReader {
  let row: SQLRow
  private var column = 0

  init(row: SQLRow) {
    self.row = row
  }

  mutating func skip() { column += 1 }

  mutating func string() throws(RefusalLogError) -> String { try read(SQLRow.text) }
  mutating func optionalString() throws(RefusalLogError) -> String? { try read(SQLRow.optionalText) }
  mutating func int() throws(RefusalLogError) -> Int { try read(SQLRow.int) }
  mutating func optionalInt() throws(RefusalLogError) -> Int? { try read(SQLRow.optionalInt) }
  mutating func optionalDouble() throws(RefusalLogError) -> Double? { try read(SQLRow.optionalDouble) }
  mutating func optionalBool() throws(RefusalLogError) -> Bool? { try read(SQLRow.optionalBool) }
  mutating func bool() throws(RefusalLogError) -> Bool { try read(SQLRow.bool) }

  mutating func decisionID() throws(RefusalLogError) -> DecisionID {
    let text = try string()
    guard let id = DecisionID(text) else { throw .unreadableRecord(id: text, column: "id") }
    return id
  }

  mutating func word<Word: RawRepresentable<String>>() throws(RefusalLogError) -> Word {
    guard let word = Word(rawValue: try string()) else { throw unreadable() }
    return word
  }

  mutating func optionalWord<Word: RawRepresentable<String>>() throws(RefusalLogError) -> Word? {
    guard let text = try optionalString() else { return nil }
    guard let word = Word(rawValue: text) else { throw unreadable() }
    return word
  }

  mutating func json<Value: Decodable & Collection>() throws(RefusalLogError) -> Value {
    let text = try string()
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw unreadable()
    }
  }

  private mutating func read<Value>(
    _ value: (SQLRow) -> (Int) throws(SQLFailure) -> Value
  ) throws(RefusalLogError) -> Value {
    defer { column += 1 }
    do throws(SQLFailure) {
      return try value(row)(column)
    } catch {
      throw unreadable(column)
    }
  }

  /// For the column just read.
  private func unreadable() -> RefusalLogError { unreadable(column - 1) }

  private func unreadable(_ column: Int) -> RefusalLogError {
    var id = "?"
    if case .text(let text) = row.values[0] { id = text }
    return .unreadableRecord(id: id, column: RefusalColumns.names[column])
  }
}
