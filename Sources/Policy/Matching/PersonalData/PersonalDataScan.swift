/// What a look at a text that may go on found.
package struct PersonalDataScan: Sendable, Equatable {
  /// The pieces that no further text can change, in their order; all end at or before `openTail`.
  package var matches: [PersonalDataMatch]
  /// From this byte on the text could still be, or become, part of a match; the text's end when nothing is open.
  package var openTail: Int
}
