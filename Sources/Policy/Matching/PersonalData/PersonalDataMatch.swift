/// One piece of personal data in a text.
package struct PersonalDataMatch: Sendable, Hashable {
  package var kind: PersonalDataKind
  /// Where it stands, in UTF-8 bytes; both ends are borders of scalars.
  package var range: Range<Int>

  package init(kind: PersonalDataKind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
