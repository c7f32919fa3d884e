import Foundation
import GRDB
import Taxonomy

/// Reads a row of `RefusalColumns.select` from left to right.
///
/// Types and NOT NULL are the schema's promise (STRICT); words and JSON are checked here, since a later version may
/// have written others.
struct RefusalRowReader {
  let row: Row
  private var column = 0

  init(row: Row) {
    self.row = row
  }

  mutating func skip() { column += 1 }

  mutating func string() -> String { row[advance()] }
  mutating func optionalString() -> String? { row[advance()] }
  mutating func int() -> Int { row[advance()] }
  mutating func optionalInt() -> Int? { row[advance()] }
  mutating func optionalDouble() -> Double? { row[advance()] }
  mutating func optionalBool() -> Bool? { row[advance()] }
  mutating func bool() -> Bool { row[advance()] }

  mutating func decisionID() throws(RefusalLogError) -> DecisionID {
    let text = string()
    guard let id = DecisionID(text) else { throw .unreadableRecord(id: text, column: "id") }
    return id
  }

  mutating func word<Word: RawRepresentable<String>>() throws(RefusalLogError) -> Word {
    guard let word = Word(rawValue: string()) else { throw unreadable() }
    return word
  }

  mutating func optionalWord<Word: RawRepresentable<String>>() throws(RefusalLogError) -> Word? {
    guard let text = optionalString() else { return nil }
    guard let word = Word(rawValue: text) else { throw unreadable() }
    return word
  }

  mutating func json<Value: Decodable & Collection>() throws(RefusalLogError) -> Value {
    let text = string()
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw unreadable()
    }
  }

  private mutating func advance() -> Int {
    defer { column += 1 }
    return column
  }

  /// For the column just read.
  private func unreadable() -> RefusalLogError {
    .unreadableRecord(id: row[0], column: RefusalColumns.names[column - 1])
  }
}
