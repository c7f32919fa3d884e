/// The fields of a form or of a query: `application/x-www-form-urlencoded`, as the URL standard reads it.
package struct FormFields: Sendable, Equatable {
  /// More are not read.
  package static let limit = 256

  /// Names and values in their order.
  package private(set) var pairs: [(name: String, value: String)] = []

  package init(_ pairs: [(name: String, value: String)] = []) {
    self.pairs = pairs
  }

  /// What is no UTF-8 becomes U+FFFD; what is no `%XX` stays as it is.
  package init(parsing text: some StringProtocol) {
    for pair in text.utf8.split(separator: UInt8(ascii: "&")).prefix(Self.limit) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      pairs.append((Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : ""))
    }
  }

  /// The first value of this name; nil when there is none.
  package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// The first value of this name that is more than blanks, without those around it.
  package func text(_ name: String) -> String? {
    guard let value = self[name] else { return nil }
    let trimmed = value.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return String(trimmed[...last])
  }

  /// All values of this name.
  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  package static func == (first: FormFields, second: FormFields) -> Bool {
    first.pairs.elementsEqual(second.pairs) { $0 == $1 }
  }

  /// A part of a path, in which `+` stands for itself.
  static func decodedSegment(_ text: some StringProtocol) -> String {
    decoded(Array(text.utf8).flatMap { $0 == UInt8(ascii: "+") ? Array("%2B".utf8) : [$0] })
  }

  private static func decoded(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        if index + 2 < bytes.count, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) {
          result.append(high << 4 | low)
          index += 2
        } else {
          result.append(bytes[index])
        }
      default: result.append(bytes[index])
      }
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
