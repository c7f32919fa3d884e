/// One text of a request that a policy may have judged, with its speaker and its place.
package struct JudgedText: Sendable, Equatable {
  package var role: SpeakerRole
  package var place: TextPlace
  package var text: String

  package init(role: SpeakerRole, place: TextPlace, text: String) {
    self.role = role
    self.place = place
    self.text = text
  }
}
