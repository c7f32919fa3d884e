/// What stands in a text for what was taken out of it, such as `[EMAIL]`.
///
/// ASCII letters, digits, spaces and `[]()_-.:#*` only, so that it reads the same inside JSON, and inside JSON inside a
/// JSON string.
package struct RedactionLabel: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// Most bytes of a label, so that redaction cannot make a text grow without bound.
  package static let byteLimit = 64

  /// Nil for an empty label, a longer one than `byteLimit`, and one with any other character.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.byteLimit, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
    self.text = text
  }

  package var description: String { text }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
