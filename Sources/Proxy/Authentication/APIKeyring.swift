import Crypto

/// The API keys that clients may show, by their SHA-256. The keys themselves are kept nowhere.
///
/// The file has one key a line: `ID APP SHA256HEX`, separated by blanks; `#` starts a comment. Keys are 32 random bytes,
/// so a plain hash withstands guessing and no slow hash is needed.
package struct APIKeyring: Sendable {
  /// One line of the file.
  package struct Entry: Sendable, Equatable {
    package var principal: Principal
    /// 32 bytes.
    package var hash: [UInt8]
  }

  package let entries: [Entry]

  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: its name, for errors.
  package init(parsing text: String, file: String) throws(ConfigurationFault) {
    var entries: [Entry] = []
    var ids: Set<String> = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let fields = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      if fields.isEmpty { continue }
      let place = "\(file):\(number + 1)"
      guard fields.count == 3 else {
        throw ConfigurationFault(value: place, problem: "expected `ID APP SHA256HEX`")
      }
      guard let hash = Self.bytes(hexadecimal: fields[2]), hash.count == SHA256.byteCount else {
        throw ConfigurationFault(value: place, problem: "expected a SHA-256 of 64 hexadecimal digits")
      }
      guard Self.isName(fields[0]), Self.isName(fields[1]) else {
        throw ConfigurationFault(
          value: place, problem: "ids and apps have 1 to 64 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`")
      }
      guard ids.insert(fields[0]).inserted else {
        throw ConfigurationFault(value: place, problem: "the id `\(fields[0])` occurs twice")
      }
      entries.append(Entry(principal: Principal(app: fields[1], keyID: fields[0]), hash: hash))
    }
    guard !entries.isEmpty else {
      throw ConfigurationFault(value: file, problem: "holds no keys, so nobody could come in")
    }
    self.entries = entries
  }

  /// Who shows this key; nil for an unknown one.
  ///
  /// Takes the same time for every key: each stored hash is compared in full with the hash of what was shown.
  package func principal(showing key: some Collection<UInt8>) -> Principal? {
    let shown = Array(SHA256.hash(data: Array(key)))
    var found: Principal?
    for entry in entries {
      var difference: UInt8 = 0
      for index in 0..<SHA256.byteCount { difference |= shown[index] ^ entry.hash[index] }
      if difference == 0 { found = entry.principal }
    }
    return found
  }

  /// The line for a new key.
  package static func line(id: String, app: String, key: String) -> String {
    let digits = SHA256.hash(data: Array(key.utf8)).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }
    return "\(id) \(app) \(digits.joined())"
  }

  /// Whether a text can be an id or an app's name.
  package static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  private static func bytes(hexadecimal text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
