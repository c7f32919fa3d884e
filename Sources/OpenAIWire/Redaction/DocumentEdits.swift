import NIOCore

/// Changes of a JSON document: of what its strings say, and of stretches of its bytes. Every other byte stays as it is.
struct DocumentEdits {
  /// A change of what a string says.
  private struct StringEdit {
    var token: JSONStringToken
    var isKey: Bool
    /// Whether the replacement is JSON itself (`TextPiece.isJSON`).
    var isJSON: Bool
    /// Bytes of the decoded string.
    var range: Range<Int>
    var replacement: String
  }

  /// A change of the document's bytes.
  private struct Splice {
    var range: Range<Int>
    var replacement: String
    /// Whether the replacement is what a string says, to be escaped, and not JSON itself.
    var isText: Bool
  }

  private var strings: [StringEdit] = []
  private var splices: [Splice] = []

  /// Replaces a stretch of a text in the strings that it stands in. Where it reaches over several strings, the first has
  /// the replacement and the others lose their part.
  ///
  /// - Returns: false when it stands in no string, but only between two of them.
  mutating func change(_ edit: TextEdit, of pieces: [TextPiece]) -> Bool {
    var index = pieces.partitioningIndex { $0.range.upperBound > edit.range.lowerBound }
    var replacement = edit.replacement
    var isFound = false
    while index < pieces.count, pieces[index].offset < edit.range.upperBound {
      let piece = pieces[index]
      let range = edit.range.clamped(to: piece.range)
      strings.append(
        StringEdit(
          token: piece.token, isKey: piece.isKey, isJSON: piece.isJSON,
          range: range.lowerBound - piece.offset..<range.upperBound - piece.offset, replacement: replacement))
      replacement = ""
      isFound = true
      index += 1
    }
    return isFound
  }

  /// Replaces bytes of the document. What else is changed within them goes with them.
  mutating func replace(_ range: Range<Int>, with json: String) {
    splices.append(Splice(range: range, replacement: json, isText: false))
  }

  /// The document with the changes; nil when it would be longer than `byteLimit`.
  func applied(to document: ByteBuffer, byteLimit: Int) -> ByteBuffer? {
    let all = (splices + stringSplices(document)).enumerated().sorted {
      // What goes as a whole goes before what is changed within.
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    let growth = all.reduce(0) { $0 + $1.element.replacement.utf8.count }
    var result = ByteBufferAllocator().buffer(capacity: min(byteLimit, document.readableBytes + growth))
    var copied = 0
    for (_, splice) in all where splice.range.lowerBound >= copied {
      result.writeImmutableBuffer(Self.slice(document, copied..<splice.range.lowerBound))
      if splice.isText {
        result.writeJSONStringContent(splice.replacement)
      } else {
        result.writeString(splice.replacement)
      }
      copied = splice.range.upperBound
      guard result.readableBytes <= byteLimit else { return nil }
    }
    result.writeImmutableBuffer(Self.slice(document, copied..<document.readableBytes))
    return result.readableBytes <= byteLimit ? result : nil
  }

  private static func slice(_ document: ByteBuffer, _ range: Range<Int>) -> ByteBuffer {
    guard let slice = document.getSlice(at: document.readerIndex + range.lowerBound, length: range.count) else {
      preconditionFailure("bytes \(range) of a document of \(document.readableBytes)")
    }
    return slice
  }

  /// The changes of strings as changes of bytes, each string read once.
  private func stringSplices(_ document: ByteBuffer) -> [Splice] {
    let ordered = strings.sorted {
      ($0.token.start, $0.range.lowerBound, $0.range.upperBound)
        < ($1.token.start, $1.range.lowerBound, $1.range.upperBound)
    }
    var result: [Splice] = []
    var changedKeys = 0
    var index = 0
    while index < ordered.count {
      let token = ordered[index].token
      var edits: [TextEdit] = []
      let (isKey, isJSON) = (ordered[index].isKey, ordered[index].isJSON)
      while index < ordered.count, ordered[index].token.start == token.start {
        Self.append(ordered[index], to: &edits)
        index += 1
      }
      if isKey {
        changedKeys += 1
        // Two keys that lose what told them apart must not become one.
        if changedKeys > 1 { edits[edits.count - 1].replacement += " \(changedKeys)" }
      }
      Self.appendSplices(of: edits, in: token, isJSON: isJSON, document, to: &result)
    }
    return result
  }

  /// Several texts may hold the same string, and want the same of it: what overlaps becomes one edit.
  private static func append(_ edit: StringEdit, to edits: inout [TextEdit]) {
    guard let last = edits.last, last.range.upperBound > edit.range.lowerBound else {
      return edits.append(TextEdit(range: edit.range, replacement: edit.replacement))
    }
    let range = last.range.lowerBound..<max(last.range.upperBound, edit.range.upperBound)
    let replacement = last.replacement.isEmpty ? edit.replacement : last.replacement
    edits[edits.count - 1] = TextEdit(range: range, replacement: replacement)
  }

  private static func appendSplices(
    of edits: [TextEdit], in token: JSONStringToken, isJSON: Bool, _ document: ByteBuffer, to splices: inout [Splice]
  ) {
    unsafe document.withUnsafeReadableBytes { bytes in
      var walk = EscapedStringWalk(token: token)
      for edit in edits {
        let start = unsafe walk.offset(ofUnitAt: edit.range.lowerBound, in: bytes)
        let end = unsafe walk.offset(ofUnitFrom: edit.range.upperBound, in: bytes)
        splices.append(Splice(range: start..<end, replacement: edit.replacement, isText: !isJSON))
      }
    }
  }
}

extension Array {
  /// Index of the first element of which the predicate holds; it must hold of all after that one.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
