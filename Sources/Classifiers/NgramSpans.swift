/// Cuts a prompt into spans: its sentences, and parts of long ones, so that harm is not diluted by what stands beside it.
///
/// The specification is docs/ngram-features.md; training/ngram_text.py computes the same.
enum NgramSpans {
  /// A span has at least so many positions; a shorter sentence goes with the next one.
  static let shortest = 8
  /// From here on a span ends at the next word, within a sentence too.
  static let longest = 80
  /// What `NgramFolding.normalise` is to write for white space that holds a line end.
  static let lineEnd: UInt32 = 0x0A

  /// The most bounds that a text of so many scalars can have.
  static func mostBounds(in count: Int) -> Int { count / shortest }

  /// Writes the positions, rising, where spans meet, and returns how many they are; 0 for a text of one span.
  ///
  /// Turns each `lineEnd` in `scalars` into the space that features know. `bounds` holds at least `mostBounds`.
  static func cut(
    _ scalars: UnsafeMutableBufferPointer<UInt32>, into bounds: UnsafeMutableBufferPointer<Int>
  ) -> Int {
    precondition(bounds.count >= mostBounds(in: scalars.count), "there is no room for the bounds")
    var count = 0
    var last = 0
    for position in 0..<scalars.count {
      let scalar = unsafe scalars[position]
      if scalar == lineEnd { unsafe scalars[position] = NgramFolding.space }
      let length = position - last
      guard length >= shortest, scalars.count - position >= shortest, mayBegin(scalar) else { continue }
      if unsafe length >= longest || endsSentence(UnsafeBufferPointer(scalars), before: position, at: scalar) {
        unsafe bounds[count] = position
        count += 1
        last = position
      }
    }
    return count
  }

  /// Whether a span may begin with this scalar, so that no word is cut.
  @inline(__always)
  private static func mayBegin(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar == NgramFolding.space || scalar == lineEnd }
    return NgramWordKind(of: scalar) == .single
  }

  /// INVARIANT: `position` is at least `shortest`, so two scalars stand before it.
  private static func endsSentence(
    _ scalars: UnsafeBufferPointer<UInt32>, before position: Int, at scalar: UInt32
  ) -> Bool {
    if scalar == lineEnd { return true }
    let before = unsafe scalars[position - 1]
    return isMark(before) || (isClosing(before) && isMark(unsafe scalars[position - 2]))
  }

  /// Full stop, exclamation mark, question mark; the full-width ones are folded to these.
  private static func isMark(_ scalar: UInt32) -> Bool { scalar == 0x2E || scalar == 0x21 || scalar == 0x3F }

  /// Quotation marks and closing brackets, which may stand behind the mark.
  private static func isClosing(_ scalar: UInt32) -> Bool {
    scalar == 0x22 || scalar == 0x27 || scalar == 0x29 || scalar == 0x5D
  }
}
