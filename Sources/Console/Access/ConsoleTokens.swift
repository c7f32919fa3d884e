import Crypto

/// The tokens that people log in with, by their SHA-256. The tokens themselves are kept nowhere.
///
/// The file has one a line: `NAME ROLE SHA256HEX`, parted by blanks; `#` starts a comment. Tokens are 32 random bytes, so
/// a plain hash withstands guessing and no slow hash is needed.
package struct ConsoleTokens: Sendable, Equatable {
  /// One line of the file.
  package struct Entry: Sendable, Equatable {
    package var user: ConsoleUser
    /// 32 bytes.
    package var hash: [UInt8]
  }

  /// What every token begins with, so that secret scanners and people know one when they see it.
  package static let prefix = "ekc-"

  package let entries: [Entry]

  package init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// - Parameters:
  ///   - text: the file's text; without entries nobody can log in.
  ///   - file: its name, for errors.
  package init(parsing text: String, file: String) throws(ConsoleTokensFault) {
    var entries: [Entry] = []
    var names: Set<String> = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let fields = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      if fields.isEmpty { continue }
      let place = "\(file):\(number + 1)"
      guard fields.count == 3 else { throw ConsoleTokensFault(place, "expected `NAME ROLE SHA256HEX`") }
      guard Self.isName(fields[0]) else { throw ConsoleTokensFault(place, Self.nameRule) }
      guard let role = ConsoleRole(rawValue: fields[1]) else {
        throw ConsoleTokensFault(place, "`\(fields[1])` is no role: give `viewer` or `reviewer`")
      }
      guard let hash = Hexadecimal.bytes(fields[2]), hash.count == SHA256.byteCount else {
        throw ConsoleTokensFault(place, "expected a SHA-256 of 64 hexadecimal digits")
      }
      guard names.insert(fields[0]).inserted else {
        throw ConsoleTokensFault(place, "the name `\(fields[0])` occurs twice")
      }
      entries.append(Entry(user: ConsoleUser(name: fields[0], role: role), hash: hash))
    }
    self.entries = entries
  }

  /// Makes a token, and the line for it.
  package static func make(for user: ConsoleUser) -> (token: String, entry: Entry) {
    let token = prefix + Hexadecimal.secret()
    return (token, Entry(user: user, hash: Array(SHA256.hash(data: Array(token.utf8)))))
  }

  /// Who shows this token; nil for an unknown one.
  ///
  /// Takes the same time for every token: each stored hash is compared in full with the hash of what was shown.
  package func user(showing token: String) -> ConsoleUser? {
    let shown = Array(SHA256.hash(data: Array(token.utf8)))
    var found: ConsoleUser?
    for entry in entries {
      var difference: UInt8 = 0
      for index in 0..<SHA256.byteCount { difference |= shown[index] ^ entry.hash[index] }
      if difference == 0 { found = entry.user }
    }
    return found
  }

  /// What a name has to be, in words.
  package static let nameRule = "a name has 1 to 64 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`"

  /// Whether a text can be a user's name.
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
}

extension ConsoleTokens.Entry {
  /// The line of the file.
  package var line: String { "\(user.name) \(user.role.rawValue) \(Hexadecimal.text(hash))" }
}
