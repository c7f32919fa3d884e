/// An address within the console: a path below `/console` and a query. Nothing else can be linked to.
package struct Link: Sendable, Equatable {
  /// The path that every page is below.
  package static let root = "/console"

  /// As it stands in a page: an absolute path on this server.
  package private(set) var text: String

  /// - Parameters:
  ///   - segments: parts of the path, which are encoded: `Link("record", id)`.
  ///   - query: names and values, encoded too; the same name may come again.
  ///   - fragment: the id of an element.
  package init(_ segments: String..., query: [(name: String, value: String)] = [], fragment: StaticString? = nil) {
    text = Self.root + segments.map { "/" + Self.encoded($0) }.joined()
    if !query.isEmpty {
      text += "?" + query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }
    if let fragment { text += "#" + fragment.description }
  }

  /// A path and query that a browser sent, where it is one of this console: for going on after the login.
  package init?(checking text: String) {
    let isBelow = text == Self.root || text.hasPrefix(Self.root + "/") || text.hasPrefix(Self.root + "?")
    guard isBelow, text.utf8.count <= 2_048, !text.contains("//"), !text.contains("..") else { return nil }
    guard text.utf8.allSatisfy({ Self.isPlain($0) || "/?&=%+".utf8.contains($0) }) else { return nil }
    self.text = text
  }

  package static func == (first: Link, second: Link) -> Bool { first.text == second.text }

  /// RFC 3986: all but the unreserved characters as `%XX`. A segment of dots would be taken for a step in the path.
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    let onlyDots = text == "." || text == ".."
    var result = String.UnicodeScalarView()
    for byte in text.utf8 {
      if isPlain(byte), !onlyDots {
        result.append(Unicode.Scalar(byte))
      } else {
        result.append("%")
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
    return String(result)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
