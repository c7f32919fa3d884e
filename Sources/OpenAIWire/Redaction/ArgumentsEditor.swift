package import Taxonomy

/// Turns redactions of a tool call's arguments, as they come, into edits after which JSON is still JSON.
///
/// Of a stretch that is taken out, what stands in strings goes, and quotes, colons, commas and brackets stay; a number or
/// another bare word that it touches becomes a string as a whole. An escape sequence goes whole. Arguments that do not
/// begin as an object, an array or a string are no JSON, such as a custom tool's input: there the stretch simply goes.
///
/// INVARIANT: the edits depend on the text and the redactions alone, not on how the text was split into calls.
package struct ArgumentsEditor: Sendable {
  /// What the text up to `position` leads to.
  private enum State {
    /// Nothing but white space so far. Becomes `text` or `outside`.
    case undecided
    /// No JSON. Final.
    case text
    /// Between strings. Becomes `string`.
    case outside
    /// Within a string. Becomes `outside`.
    case string
  }

  /// What can be taken out of a text only as a whole, or not at all.
  private struct Unit {
    enum Kind { case structure, content, word }
    var kind: Kind
    var end: Int
    var next: State
    /// Whether more text could make it longer.
    var isOpen = false
  }

  /// Bytes of a bare word after which it is taken for complete: no number is as long, and the end of one that is must
  /// not be waited for.
  private static let wordLimit = 1024

  private var state = State.undecided
  /// How far the text was read: never within an escape sequence or a bare word.
  package private(set) var position = 0

  package init() {}

  /// Reads on up to `end`, or up to where a redaction or a word may still go on there, which `position` then says.
  ///
  /// - Parameters:
  ///   - redactions: settled (`Redactions.settled`), at or after `position`, up to `end`. One that reaches beyond the new
  ///     `position` is to be given again, with the text that follows.
  ///   - bytes: UTF-8 bytes of the text.
  ///   - base: offset of the first of these bytes in the text.
  ///   - isComplete: nothing follows after `end`.
  /// - Returns: the edits, and those redactions that touch nothing which can be taken out.
  package mutating func read(
    _ redactions: [TextRedaction], in bytes: [UInt8], base: Int = 0, to end: Int,
    isComplete: Bool
  ) -> (edits: [TextEdit], missed: [TextRedaction]) {
    var pending = redactions[...]
    var edits: [TextEdit] = []
    var missed: [TextRedaction] = []
    // Where to go back to when the redaction that is being carried out proves to be open.
    var begun: (state: State, position: Int, edits: Int)?
    while true {
      while let redaction = pending.first, redaction.range.upperBound <= position {
        // What begins within a word or an escape that another redaction took has gone with it.
        let isGone = begun != nil || edits.last.map { $0.range.upperBound > redaction.range.lowerBound } ?? false
        if !isGone { missed.append(redaction) }
        begun = nil
        pending.removeFirst()
      }
      guard position < end else { break }
      let unit = unit(in: bytes, base: base, end: end)
      if unit.isOpen, !isComplete { break }
      if unit.kind != .structure, let redaction = pending.first, redaction.range.lowerBound < unit.end {
        let isFirst = begun == nil
        if isFirst { begun = (state, position, edits.count) }
        take(unit, of: redaction, isFirst: isFirst, into: &edits)
      }
      position = unit.end
      state = unit.next
    }
    if let begun, !pending.isEmpty {
      (state, position) = (begun.state, begun.position)
      edits.removeSubrange(begun.edits...)
    }
    return (edits, missed)
  }

  private func take(_ unit: Unit, of redaction: TextRedaction, isFirst: Bool, into edits: inout [TextEdit]) {
    let label = redaction.label.text
    if unit.kind == .word {
      edits.append(TextEdit(range: position..<unit.end, replacement: "\"\(label)\""))
    } else if !isFirst, let last = edits.last, last.range.upperBound == position {
      edits[edits.count - 1].range = last.range.lowerBound..<unit.end
    } else {
      edits.append(TextEdit(range: position..<unit.end, replacement: isFirst ? label : ""))
    }
  }

  /// The unit at `position`.
  private func unit(in bytes: [UInt8], base: Int, end: Int) -> Unit {
    let byte = byte(at: position, bytes, base)
    switch state {
    case .text: return Unit(kind: .content, end: position + 1, next: .text)
    case .string:
      switch byte {
      case UInt8(ascii: "\""): return Unit(kind: .structure, end: position + 1, next: .outside)
      case UInt8(ascii: "\\"): return escape(in: bytes, base: base, end: end)
      default: return Unit(kind: .content, end: position + 1, next: .string)
      }
    case .undecided, .outside:
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: return Unit(kind: .structure, end: position + 1, next: state)
      case UInt8(ascii: "{"), UInt8(ascii: "["): return Unit(kind: .structure, end: position + 1, next: .outside)
      case UInt8(ascii: "\""): return Unit(kind: .structure, end: position + 1, next: .string)
      default: break
      }
      if case .undecided = state { return Unit(kind: .content, end: position + 1, next: .text) }
      if Self.endsWord(byte) { return Unit(kind: .structure, end: position + 1, next: .outside) }
      let limit = min(end, position + Self.wordLimit)
      var next = position + 1
      while next < limit, !Self.endsWord(self.byte(at: next, bytes, base)) { next += 1 }
      return Unit(kind: .word, end: next, next: .outside, isOpen: next == end && next < position + Self.wordLimit)
    }
  }

  private func escape(in bytes: [UInt8], base: Int, end: Int) -> Unit {
    guard position + 1 < end else { return Unit(kind: .content, end: end, next: .string, isOpen: true) }
    guard byte(at: position + 1, bytes, base) == UInt8(ascii: "u") else {
      return Unit(kind: .content, end: position + 2, next: .string)
    }
    var next = position + 2
    while next < min(end, position + 6), Self.isHexadecimal(byte(at: next, bytes, base)) { next += 1 }
    return Unit(kind: .content, end: next, next: .string, isOpen: next == end && next < position + 6)
  }

  private func byte(at offset: Int, _ bytes: [UInt8], _ base: Int) -> UInt8 {
    bytes[offset - base]
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
