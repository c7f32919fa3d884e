/// A statement as PostgreSQL takes it: `$1`, `$2` for the marks `?`.
enum PostgreSQLStatementText {
  /// A `?` within quotes stays as it is.
  static func numbered(_ sql: String) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(sql.utf8.count + 64)
    var quote: UInt8?
    var count = 0
    for byte in sql.utf8 {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
        text.append(byte)
      case UInt8(ascii: "?") where quote == nil:
        count += 1
        text.append(UInt8(ascii: "$"))
        text.append(contentsOf: String(count).utf8)
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
