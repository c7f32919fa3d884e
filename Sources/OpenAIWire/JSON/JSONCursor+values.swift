/// Skipping values and reading scalars.
extension JSONCursor {
  /// Takes one value of any type, validating it.
  mutating func skipValue() throws(JSONFault) {
    switch try peekType() {
    case .string: _ = try scanString()
    case .number: try scanNumber()
    case .bool: _ = try readBool()
    case .null: try readNull()
    case .object:
      var scope = try enterObject()
      while try nextKey(&scope) != nil { try skipValue() }
    case .array:
      var scope = try enterArray()
      while try nextElement(&scope) { try skipValue() }
    }
  }

  /// Takes `true` or `false`; the next value must be of that type.
  mutating func readBool() throws(JSONFault) -> Bool {
    if byte(at: position) == UInt8(ascii: "t") {
      try scanLiteral("true")
      return true
    }
    try scanLiteral("false")
    return false
  }

  mutating func readNull() throws(JSONFault) { try scanLiteral("null") }

  @inline(__always)
  private mutating func scanLiteral(_ literal: StaticString) throws(JSONFault) {
    let length = literal.utf8CodeUnitCount
    guard position &+ length <= count else { throw fault(.invalidLiteral) }
    for index in 0..<length where unsafe byte(at: position &+ index) != literal.utf8Start[index] {
      throw fault(.invalidLiteral)
    }
    position &+= length
  }

  /// Takes a number by RFC 8259's grammar.
  mutating func scanNumber() throws(JSONFault) {
    if byte(at: position) == UInt8(ascii: "-") { position &+= 1 }
    if position < count, byte(at: position) == UInt8(ascii: "0") {
      position &+= 1
      // `01` is no number; without this check the fault would name the digit as an unexpected byte.
      if position < count, isDigit(byte(at: position)) { throw fault(.invalidNumber) }
    } else {
      try scanDigits()
    }
    if position < count, byte(at: position) == UInt8(ascii: ".") {
      position &+= 1
      try scanDigits()
    }
    if position < count, byte(at: position) | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < count, byte(at: position) == UInt8(ascii: "+") || byte(at: position) == UInt8(ascii: "-") {
        position &+= 1
      }
      try scanDigits()
    }
  }

  /// Takes a number; nil when it is not written as a plain integer or does not fit.
  mutating func readInteger() throws(JSONFault) -> Int? {
    let start = position
    try scanNumber()
    var value = 0
    var index = start
    let isNegative = byte(at: start) == UInt8(ascii: "-")
    if isNegative { index += 1 }
    while index < position {
      let digit = byte(at: index)
      guard isDigit(digit) else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (next, overflowsToo) = product.subtractingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      if overflows || overflowsToo { return nil }
      value = next
      index += 1
    }
    // Summed up below zero, where there is room for one more.
    return isNegative ? value : value == .min ? nil : -value
  }

  @inline(__always)
  private mutating func scanDigits() throws(JSONFault) {
    let start = position
    while position < count, isDigit(byte(at: position)) { position &+= 1 }
    guard position > start else { throw fault(position < count ? .invalidNumber : .unexpectedEnd) }
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
