import Foundation

/// A row of a result, its columns by their place from 0.
///
/// The schema promises types and NOT NULL. A file that somebody else made may break the promise, so what does not fit is
/// an error and never a trap.
struct SQLRow: Sendable, Equatable {
  let values: [SQLValue]

  func text(_ column: Int) throws(SQLFailure) -> String {
    guard let value = try optionalText(column) else { throw .unfitting }
    return value
  }

  func optionalText(_ column: Int) throws(SQLFailure) -> String? {
    switch values[column] {
    case .null: nil
    case .text(let value): value
    case .integer, .real, .blob: throw .unfitting
    }
  }

  func int64(_ column: Int) throws(SQLFailure) -> Int64 {
    guard let value = try optionalInt64(column) else { throw .unfitting }
    return value
  }

  func optionalInt64(_ column: Int) throws(SQLFailure) -> Int64? {
    switch values[column] {
    case .null: nil
    case .integer(let value): value
    case .text, .real, .blob: throw .unfitting
    }
  }

  func int(_ column: Int) throws(SQLFailure) -> Int { Int(try int64(column)) }

  func optionalInt(_ column: Int) throws(SQLFailure) -> Int? { try optionalInt64(column).map { Int($0) } }

  func bool(_ column: Int) throws(SQLFailure) -> Bool { try int64(column) != 0 }

  func optionalBool(_ column: Int) throws(SQLFailure) -> Bool? { try optionalInt64(column).map { $0 != 0 } }

  func optionalDouble(_ column: Int) throws(SQLFailure) -> Double? {
    switch values[column] {
    case .null: nil
    case .real(let value): value
    case .integer(let value): Double(value)
    case .text, .blob: throw .unfitting
    }
  }

  func blob(_ column: Int) throws(SQLFailure) -> Data {
    guard case .blob(let value) = values[column] else { throw .unfitting }
    return value
  }
}
