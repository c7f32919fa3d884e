/// Finds encoded stretches of a text and puts what they say in their place, so that the words around them stay.
enum Encodings {
  /// The text with all encodings of one layer undone, and which; nil where there are none.
  ///
  /// - Parameter survey: of the same text.
  static func undo(_ text: [UInt8], _ survey: TextSurvey) -> (bytes: [UInt8], disguises: [TextDisguise])? {
    var found = Decodings()
    if survey.hasPercent || survey.hasAmpersand || survey.hasBackslash { CharacterEscapes.find(in: text, &found) }
    if survey.digits >= HexPayload.leastDigits { HexPayload.find(in: text, &found) }
    if survey.digits >= BinaryPayload.least * 8 { BinaryPayload.find(in: text, &found) }
    if survey.hasHyphens { MorsePayload.find(in: text, &found) }
    Base64Payload.find(in: text, &found)
    TransposedLetters.find(in: text, survey, &found)
    return found.isEmpty ? nil : found.applied(to: text)
  }
}
