import OpenAIWire
import Taxonomy

/// The redaction of one strand of an answer: what was taken out, and how far that is settled.
///
/// Offsets are UTF-8 bytes of the strand's text as upstream sent it.
///
/// INVARIANT: what is settled depends on the strand's text and on where `close` is called alone, and that is where its
/// windows end.
package struct StrandRedaction {
  /// Most bytes before the open text that a redactor sees.
  package static let contextBytes = 256
  /// Most bytes that are held because they may become a match: what is longer is matched in parts.
  package static let openLimit = 4096

  private let redactor: any AnswerRedacting
  /// For a tool call's arguments, which must stay JSON.
  private var arguments: ArgumentsEditor?
  /// What has come and is still needed, from `base` on.
  private var bytes: [UInt8] = []
  private var base = 0
  /// How far everything that is taken out is known.
  private(set) var closed = 0
  /// What is taken out of text that has not left, from `firstEdit` on.
  private var edits: [TextEdit] = []
  private var firstEdit = 0
  /// All that was ever taken out; nil where nobody asks.
  private var allEdits: [TextEdit]?

  /// - Parameter keepsEdits: whether `edits(upTo:)` is asked.
  init(_ redactor: any AnswerRedacting, field: AnswerField, keepsEdits: Bool = false) {
    self.redactor = redactor
    allEdits = keepsEdits ? [] : nil
    switch field {
    case .toolArguments, .functionArguments: arguments = ArgumentsEditor()
    case .content, .refusal, .reasoning, .toolInput, .toolName, .audioTranscript, .other: break
    }
  }

  mutating func append(_ text: String) {
    // Once an `append` and not once a window: a long text in one piece stays linear.
    let past = Redactions.border(before: max(base, closed - Self.contextBytes), bytes, base)
    bytes.removeFirst(past - base)
    base = past
    bytes.append(contentsOf: text.utf8)
  }

  /// Has the text looked at up to `end`; returns what became settled, as it may be shown.
  mutating func close(at end: Int, isComplete: Bool) -> String {
    guard end > closed else { return "" }
    let first = Redactions.border(before: max(base, closed - Self.contextBytes), bytes, base)
    let text = String(decoding: bytes[first - base..<end - base], as: UTF8.self)
    let answer = redactor.redactions(in: text, from: closed - first, isComplete: isComplete)
    var found = Redactions.settled(
      answer.found.map { found in
        TextRedaction(range: found.range.lowerBound + first..<found.range.upperBound + first, label: found.label)
      }, in: bytes, base: base, bounds: closed..<end)
    let limit = Redactions.border(before: max(closed, end - Self.openLimit), bytes, base)
    var open = isComplete ? end : max(limit, border(before: min(max(answer.openFrom + first, closed), end)))
    if let index = found.firstIndex(where: { $0.range.upperBound > open }) {
      let straddling = found[index].range
      found.removeSubrange((straddling.lowerBound < limit ? index + 1 : index)...)
      if straddling.lowerBound < limit {
        found[index].range = straddling.lowerBound..<open
      } else {
        open = min(open, straddling.lowerBound)
      }
    }
    return settle(found, upTo: open, isComplete: isComplete)
  }

  private func border(before offset: Int) -> Int { Redactions.border(before: offset, bytes, base) }

  private mutating func settle(_ found: [TextRedaction], upTo end: Int, isComplete: Bool) -> String {
    let start = closed
    let new: [TextEdit]
    if arguments != nil {
      new = arguments?.read(found, in: bytes, base: base, to: end, isComplete: isComplete).edits ?? []
      closed = arguments?.position ?? end
    } else {
      new = found.map { TextEdit(range: $0.range, replacement: $0.label.text) }
      closed = end
    }
    edits += new
    allEdits? += new
    var shown: [UInt8] = []
    var copied = start
    for edit in new {
      shown += bytes[copied - base..<edit.range.lowerBound - base]
      shown += edit.replacement.utf8
      copied = edit.range.upperBound
    }
    shown += bytes[copied - base..<closed - base]
    return String(decoding: shown, as: UTF8.self)
  }

  /// All edits of the strand up to an offset.
  func edits(upTo end: Int) -> [TextEdit] { (allEdits ?? []).filter { $0.range.upperBound <= end } }

  /// The edits of a piece of the strand that leaves now, with offsets in the piece. A stretch that reaches over several
  /// pieces is replaced in the one where it begins, and gone from the others.
  mutating func takeEdits(in piece: Range<Int>) -> [TextEdit] {
    var taken: [TextEdit] = []
    var index = firstEdit
    while index < edits.count, edits[index].range.lowerBound < piece.upperBound {
      let edit = edits[index]
      let range = edit.range.clamped(to: piece)
      if !range.isEmpty {
        taken.append(
          TextEdit(
            range: range.lowerBound - piece.lowerBound..<range.upperBound - piece.lowerBound,
            replacement: edit.range.lowerBound >= piece.lowerBound ? edit.replacement : ""))
      }
      guard edit.range.upperBound <= piece.upperBound else { break }
      index += 1
    }
    firstEdit = index
    if firstEdit > edits.count / 2 {
      edits.removeFirst(firstEdit)
      firstEdit = 0
    }
    return taken
  }
}
