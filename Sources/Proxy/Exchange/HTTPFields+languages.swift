import OpenAIWire

extension HTTPFields {
  /// The primary subtags of `accept-language`, lower case, the most wanted first; at most eight.
  ///
  /// Weights are read (RFC 9110, section 12.5.4); what cannot be read is left out.
  var acceptedLanguages: [String] {
    guard let text = text(.acceptLanguage) else { return [] }
    let weighted = text.split(separator: ",").prefix(16).compactMap { part -> (tag: String, weight: Double)? in
      let pieces = part.split(separator: ";")
      guard let range = pieces.first else { return nil }
      let tag = range.drop { $0 == " " }.prefix { $0.isASCII && $0.isLetter }.lowercased()
      guard (2...3).contains(tag.count) else { return nil }
      let quality = pieces.dropFirst().lazy.compactMap { piece -> Double? in
        let value = piece.drop { $0 == " " }
        return value.hasPrefix("q=") ? Double(value.dropFirst(2).prefix { $0 != " " }) : nil
      }.first
      return (tag, quality ?? 1)
    }
    // Sorting by weight keeps the order of equal ones.
    let ordered = weighted.enumerated().sorted {
      $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }
    return ordered.prefix(8).filter { $0.element.weight > 0 }.map(\.element.tag)
  }
}
