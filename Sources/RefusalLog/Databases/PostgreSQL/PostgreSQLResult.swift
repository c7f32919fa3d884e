import CLibPQ
import Foundation

/// One result of the server, freed with its last reference.
@safe final class PostgreSQLResult {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    unsafe self.result = unsafe result
  }

  deinit {
    unsafe PQclear(result)
  }

  var status: ExecStatusType { unsafe PQresultStatus(result) }

  /// `COMMIT`, `INSERT 0 1`: what the server says that it did.
  var command: String { unsafe PQcmdStatus(result).map { unsafe String(cString: $0) } ?? "" }

  /// Rows that it changed; 0 for a statement that changes none.
  var changedCount: Int { unsafe PQcmdTuples(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0 }

  /// Five letters and digits; nil for what libpq itself says.
  var sqlState: String? { field("C") }

  /// The server's message alone. What it tells beside it may quote the record.
  var message: String? { field("M") }

  private func field(_ code: UnicodeScalar) -> String? {
    unsafe PQresultErrorField(result, Int32(code.value)).map { unsafe String(cString: $0) }
  }

  /// All rows, and how many bytes they took.
  func rows() -> (rows: [SQLRow], bytes: Int) {
    let columns = unsafe PQnfields(result)
    let types = (0..<columns).map { unsafe PQftype(result, $0) }
    var bytes = 0
    let rows = (0..<(unsafe PQntuples(result))).map { row in
      SQLRow(
        values: (0..<columns).map { column in
          guard unsafe PQgetisnull(result, row, column) == 0, let start = unsafe PQgetvalue(result, row, column) else {
            return .null
          }
          let count = Int(unsafe PQgetlength(result, row, column))
          bytes += count
          let text = unsafe UnsafeRawBufferPointer(start: start, count: count)
          return unsafe Self.value(of: String(decoding: text, as: UTF8.self), type: types[Int(column)])
        })
    }
    return (rows, bytes)
  }

  /// - Parameter type: the server's number of the type; those that no statement of the log gives are texts.
  private static func value(of text: String, type: Oid) -> SQLValue {
    switch type {
    case 16: .integer(text == "t" ? 1 : 0)  // boolean
    case 20, 21, 23: Int64(text).map { .integer($0) } ?? .text(text)  // bigint, smallint, integer
    case 700, 701: Double(text).map { .real($0) } ?? .text(text)  // real, double precision
    // The sum of bigints is one.
    case 1_700: Int64(text).map { .integer($0) } ?? Double(text).map { .real($0) } ?? .text(text)  // numeric
    case 17: bytes(text).map { .blob($0) } ?? .text(text)  // bytea
    default: .text(text)
    }
  }

  /// `\x` and two digits a byte.
  private static func bytes(_ text: String) -> Data? {
    let digits = Array(text.utf8)
    guard digits.count >= 2, digits.count.isMultiple(of: 2), digits[0] == UInt8(ascii: "\\") else { return nil }
    var data = Data(capacity: digits.count / 2)
    for place in stride(from: 2, to: digits.count, by: 2) {
      guard let high = hexDigit(digits[place]), let low = hexDigit(digits[place + 1]) else { return nil }
      data.append(high << 4 | low)
    }
    return data
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
