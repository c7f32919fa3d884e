/// Private keys in armour: PEM (RFC 7468) and OpenPGP (RFC 9580), from the header's hyphens to the footer's.
///
/// The body's lines may be parted by line feeds, by spaces, or by `\n` as in JSON. A header without a body, as
/// documents mention it, is nothing. A key whose footer is missing, as when an answer breaks off, is matched as far as
/// it goes, and so is one that is longer than the bound.
enum PrivateKeyBlock {
  static let longest = 16_384

  /// Letters, digits and spaces between the header's hyphens.
  private static let longestTitle = 40

  static func end(at start: Int, in text: inout ScannedText) -> Int? {
    guard text.has("-----BEGIN ", at: start), var index = headerEnd(at: start + 11, in: &text) else { return nil }
    let limit = start + longest
    index = fieldsEnd(at: index, limit, in: &text)
    var width: Int?
    var end: Int?
    while index < limit {
      let line = gapEnd(at: index, limit, in: &text)
      if text.has("-----END ", at: line) {
        guard end != nil, let footer = headerEnd(at: line + 9, in: &text), footer <= limit else { return end }
        return footer
      }
      guard line > index || end == nil else { return end }
      var lineEnd = line
      while lineEnd < limit, isBase64(text[lineEnd]) { lineEnd += 1 }
      let size = lineEnd - line
      // Only the last lines are shorter, down to a checksum; anything else is the text behind.
      guard size > 0, size >= 16 || width != nil, size <= width ?? size else { return end }
      let isChecksum = text[line] == UInt8(ascii: "=")
      if let width, size < width, !isChecksum, !isLast(lineEnd, limit, in: &text) {
        return size >= 16 || text[lineEnd - 1] == UInt8(ascii: "=") ? lineEnd : end
      }
      width = width ?? size
      end = lineEnd
      index = lineEnd
    }
    return end
  }

  /// Where the hyphens after a title with `PRIVATE KEY` end.
  private static func headerEnd(at title: Int, in text: inout ScannedText) -> Int? {
    var index = title
    var isPrivate = false
    while index - title <= longestTitle {
      let byte = text[index]
      if byte == UInt8(ascii: "-") { return isPrivate && text.has("-----", at: index) ? index + 5 : nil }
      guard byte.isUpper || byte.isDigit || byte == UInt8(ascii: " ") else { return nil }
      if byte == UInt8(ascii: "P"), text.has("PRIVATE KEY", at: index) { isPrivate = true }
      index += 1
    }
    return nil
  }

  /// Where lines such as `Proc-Type: 4,ENCRYPTED` or `Version: 1` end.
  private static func fieldsEnd(at start: Int, _ limit: Int, in text: inout ScannedText) -> Int {
    var end = start
    for _ in 0..<8 {
      let line = gapEnd(at: end, limit, in: &text)
      var index = line
      while index < line + 20, text[index].isLetter || text[index] == UInt8(ascii: "-") { index += 1 }
      guard index > line, text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: " ") else { return end }
      while index < line + 100, text[index] >= 0x20, text[index] != UInt8(ascii: "\\") { index += 1 }
      end = index
    }
    return end
  }

  private static func gapEnd(at start: Int, _ limit: Int, in text: inout ScannedText) -> Int {
    var index = start
    while index < limit {
      switch text[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
      case UInt8(ascii: "\\"):
        guard text[index + 1] == UInt8(ascii: "n") || text[index + 1] == UInt8(ascii: "r") else { return index }
        index += 2
      default: return index
      }
    }
    return index
  }

  /// Whether nothing of a body but a checksum or the footer follows a short line.
  private static func isLast(_ index: Int, _ limit: Int, in text: inout ScannedText) -> Bool {
    let next = gapEnd(at: index, limit, in: &text)
    return next >= limit || text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: "=") || text[next] == 0
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
  }
}
