import Taxonomy

extension TextPiece {
  /// Where redactions of a text stand in the bytes of the JSON that it was read from, each as one for every string that
  /// it touches; nil when one touches none, because it lies between two strings.
  ///
  /// - Parameters:
  ///   - redactions: in the text's order, without overlap.
  ///   - pieces: the text's, with tokens that count in `json`.
  static func sources(
    of redactions: [TextRedaction], in pieces: [TextPiece], of json: String
  ) -> [TextRedaction]? {
    var json = json
    return json.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var result: [TextRedaction] = []
      var rest = pieces[...]
      var walk = rest.first.map { EscapedStringWalk(token: $0.token) }
      for redaction in redactions {
        let before = result.count
        while let piece = rest.first, walk != nil, piece.offset < redaction.range.upperBound {
          let part = redaction.range.clamped(to: piece.range)
          if !part.isEmpty, var found = walk {
            let start = unsafe found.offset(ofUnitAt: part.lowerBound - piece.offset, in: raw)
            let end = unsafe found.offset(ofUnitFrom: part.upperBound - piece.offset, in: raw)
            walk = found
            result.append(TextRedaction(range: start..<end, label: redaction.label))
          }
          // What is left of the piece may be another redaction's.
          if piece.range.upperBound > redaction.range.upperBound { break }
          rest.removeFirst()
          walk = rest.first.map { EscapedStringWalk(token: $0.token) }
        }
        if result.count == before { return nil }
      }
      return result
    }
  }
}
