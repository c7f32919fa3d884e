private import Foundation

extension String {
  /// The beginning of the text: whole Unicode scalars in at most `limit` UTF-8 bytes.
  func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: max(limit, 0))
    while utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(self[..<end])
  }

  /// The beginning of the text, whole Unicode scalars in at most `limit` UTF-8 bytes, with NUL shown as U+2400 (␀).
  ///
  /// Neither SQLite's text functions nor PostgreSQL keep text behind a NUL, so a hostile prompt could hide there.
  func recordable(bytes limit: Int) -> String {
    var cut = prefix(bytes: limit)
    let hasNUL = cut.withUTF8 { bytes in
      unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
    }
    guard hasNUL else { return cut }
    var shown = String.UnicodeScalarView()
    for scalar in cut.unicodeScalars { shown.append(scalar.value == 0 ? "\u{2400}" : scalar) }
    // A sign for NUL takes three bytes.
    return String(shown).recordable(bytes: limit)
  }
}
