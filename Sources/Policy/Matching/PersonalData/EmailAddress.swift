/// Email addresses (RFC 5321 in the form that people use): dot-atoms without rare punctuation, in any letters.
enum EmailAddress {
  /// Bytes before `@` (RFC 5321, section 4.5.3.1.1).
  static let longestLocal = 64
  /// Bytes of the host's name.
  static let longestHost = 255
  static let longest = longestLocal + 1 + longestHost

  /// Where the address whose `@` stands at `at` would start, or nil when nothing before it can be part of one.
  ///
  /// At the end of a text, `at` may be that end: then it is asked where an address would start if `@` came next.
  static func start(before at: Int, in text: borrowing ScannedText, _ classes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = at - 1
    let limit = at - longestLocal - 1
    while index >= 0, unsafe isLocal(index, in: text, classes) {
      index -= 1
      // Longer than an address can be: part of something else.
      if index < limit { return nil }
    }
    index += 1
    // Punctuation before the first letter belongs to the text around.
    while index < at, !text.within(index).isWord, text.within(index) < 0x80 { index += 1 }
    while index < at, text.within(index) & 0xC0 == 0x80 { index += 1 }
    return index < at ? index : nil
  }

  private static func isLocal(
    _ index: Int, in text: borrowing ScannedText, _ classes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let byte = text.within(index)
    if byte & 0xC0 == 0x80 { return 0xC3...0xD4 ~= text.within(index - 1) }
    return unsafe classes[Int(byte)] & ByteClass.local.rawValue != 0
  }

  /// The end of the address that starts at `start` and has its `@` at `at`.
  static func end(from start: Int, at: Int, in text: inout ScannedText) -> Int? {
    // `..@` and `.@` are no addresses.
    guard text[at] == UInt8(ascii: "@"), text.within(at - 1) != UInt8(ascii: ".") else { return nil }
    var end: Int?
    var index = at + 1
    let limit = index + longestHost
    var labels = 0
    while index < limit {
      let label = index
      var isTopLevel = true
      while index < limit {
        let byte = text[index]
        if isLabelLetter(byte) {
          // Two-byte letters end with their second byte; CJK letters are not taken for parts of a name.
        } else if byte.isDigit || byte == UInt8(ascii: "-") {
          isTopLevel = false
        } else if byte & 0xC0 == 0x80, isLabelLetter(text[index - 1]), text[index - 1] >= 0x80 {
        } else {
          break
        }
        index += 1
      }
      guard index > label, index - label <= 63, text[label] != UInt8(ascii: "-") else { break }
      labels += 1
      let isPunycode = index - label > 4 && text[index - 1] != UInt8(ascii: "-") && text.has("xn--", at: label)
      if labels > 1, index - label >= 2, isTopLevel || isPunycode, !isFileEnding(label..<index, in: &text) {
        end = index
      }
      guard text[index] == UInt8(ascii: ".") else { break }
      index += 1
    }
    guard let end, !text[end].isWord, text[end] != UInt8(ascii: "@") else { return nil }
    // `git@host` is how repositories are named, whoever asks.
    if at - start == 3, text.has("git@", at: start) { return nil }
    return end
  }

  private static func isLabelLetter(_ byte: UInt8) -> Bool { byte.isLetter || 0xC3...0xD4 ~= byte }

  /// Whether the last label is a file's ending and no top-level domain: `icon@2x.png`, `getty@tty1.service`.
  private static func isFileEnding(_ range: Range<Int>, in text: inout ScannedText) -> Bool {
    guard range.count <= 8 else { return false }
    var word: UInt64 = 0
    for index in range { word = word << 8 | UInt64(text[index] | 0x20) }
    return fileEndings.contains(word)
  }

  private static let fileEndings: Set<UInt64> = Set(
    """
    png jpg jpeg gif svg webp ico bmp pdf js ts jsx tsx mjs css scss html htm json xml yaml yml txt csv log exe dll
    service socket timer target mount slice swift java class cpp hpp kt
    """.split(whereSeparator: \.isWhitespace).map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
}
