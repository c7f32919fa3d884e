/// Cuts a text into overlapping passages for judging, as it streams in or all at once.
///
/// INVARIANT: where the borders lie depends on the text alone, never on how it was split into `append` calls. So a
/// streamed answer and the same answer whole are judged on the same passages.
///
/// A window closes after `window` characters, or earlier at a sentence's end once half a window is full. Each passage
/// also carries up to `context` characters before its window, so that a harmful passage across a border is seen.
/// Characters are Unicode scalars; offsets are UTF-8 bytes.
package struct PassageCutter: Sendable {
  /// One stretch of text to judge.
  package struct Passage: Sendable, Equatable {
    /// The context before the window, and the window.
    package var text: String
    /// Offset of the window's end in the whole text, in UTF-8 bytes: judged up to here.
    package var end: Int
  }

  /// The window that answers are judged in when whole, and that the shipped weights were trained and calibrated for.
  package static let judgedWindow = 240
  /// The context that goes with `judgedWindow`.
  package static let judgedContext = 720

  private let window: Int
  private let context: Int
  /// What was appended and is still needed, from `first` on; whole scalars only, since `String`s come in whole.
  private var bytes: [UInt8] = []
  /// Where the context of the open window starts in `bytes`.
  private var first = 0
  /// Where the open window starts in `bytes`.
  private var windowStart = 0
  /// How far `bytes` has been looked at.
  private var scanned = 0
  /// Scalars of the open window that were looked at.
  private var scalars = 0
  /// Offset in the whole text of `bytes[0]`.
  private var base = 0

  /// - Parameters:
  ///   - window: characters in a window, at least 1.
  ///   - context: characters before the window that are judged with it.
  package init(window: Int, context: Int) {
    precondition(window >= 1 && context >= 0, "a window of \(window) with a context of \(context) characters")
    self.window = window
    self.context = context
  }

  /// The whole text cut at once.
  package static func passages(of text: String, window: Int, context: Int) -> [Passage] {
    var cutter = PassageCutter(window: window, context: context)
    var passages = cutter.append(text)
    if let last = cutter.finish() { passages.append(last) }
    return passages
  }

  /// Takes more text and returns the passages that it completes.
  package mutating func append(_ text: String) -> [Passage] {
    bytes.append(contentsOf: text.utf8)
    var passages: [Passage] = []
    while scanned < bytes.count {
      let byte = bytes[scanned]
      let startsScalar = byte & 0xC0 != 0x80
      if startsScalar {
        if scalars == window { passages.append(close(at: scanned)) }
        scalars += 1
      }
      scanned += 1
      if scalars * 2 >= window, endsSentence(at: scanned - 1) { passages.append(close(at: scanned)) }
    }
    forgetPast()
    return passages
  }

  /// The text is complete: returns what is left of it, if anything is.
  package mutating func finish() -> Passage? {
    windowStart < bytes.count ? close(at: bytes.count) : nil
  }

  /// The open window as a passage, which it would be if the text ended here; nil when it is empty. It stays open.
  package var open: Passage? {
    guard windowStart < bytes.count else { return nil }
    return Passage(text: String(decoding: bytes[first...], as: UTF8.self), end: base + bytes.count)
  }

  /// Whether the byte at `index` is the last of a sentence's end: white space after `.`, `!` or `?`, a line feed, or a
  /// full-width stop.
  private func endsSentence(at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"): return true
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      guard index > windowStart else { return false }
      let before = bytes[index - 1]
      return before == UInt8(ascii: ".") || before == UInt8(ascii: "!") || before == UInt8(ascii: "?")
    case 0x82:  // U+3002 ideographic full stop: E3 80 82
      return index >= windowStart + 2 && bytes[index - 1] == 0x80 && bytes[index - 2] == 0xE3
    case 0x81, 0x9F:  // U+FF01, U+FF1F full-width ! and ?: EF BC 81, EF BC 9F
      return index >= windowStart + 2 && bytes[index - 1] == 0xBC && bytes[index - 2] == 0xEF
    default: return false
    }
  }

  private mutating func close(at end: Int) -> Passage {
    let passage = Passage(text: String(decoding: bytes[first..<end], as: UTF8.self), end: base + end)
    var keep = end
    var kept = 0
    while keep > first, kept < context {
      keep -= 1
      if bytes[keep] & 0xC0 != 0x80 { kept += 1 }
    }
    first = keep
    windowStart = end
    scalars = 0
    return passage
  }

  /// Frees what lies before `first`, once an `append` and not once a window: a long text in one piece stays linear.
  private mutating func forgetPast() {
    bytes.removeFirst(first)
    base += first
    windowStart -= first
    scanned -= first
    first = 0
  }
}
