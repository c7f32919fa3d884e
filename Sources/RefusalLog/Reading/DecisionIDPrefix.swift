/// The beginning of a decision id as a person types it: upper or lower case, with or without hyphens.
package struct DecisionIDPrefix: Sendable, Equatable {
  /// Fewer digits say too little: the first eight stand for the minute in which the request came.
  package static let minimumDigits = 4

  /// In the form of `DecisionID.description`, cut short.
  package let text: String

  /// Nil for what no decision id begins with.
  package init?(_ typed: String) {
    var digits: [UInt8] = []
    for byte in typed.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): digits.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte | 0x20)
      case UInt8(ascii: "-"): continue
      default: return nil
      }
      guard digits.count <= 32 else { return nil }
    }
    guard digits.count >= Self.minimumDigits else { return nil }
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    self.text = String(decoding: text, as: UTF8.self)
  }

  /// Sorts after every id that begins so.
  var end: String { text + "g" }
}
