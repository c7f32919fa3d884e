package import Taxonomy

/// What an `AnswerRedacting` says of a stretch of text.
package struct AnswerRedactions: Sendable, Equatable {
  /// What is taken out if nothing follows, in any order. Of one that begins before `start` the rest is taken out; one that
  /// reaches beyond `openFrom` is looked for again with the text that follows.
  package var found: [TextRedaction]
  /// From here on, what is found could change when more text follows: the start of what may become a match, or the
  /// text's end. It is asked about again; what is longer than `StrandRedaction.openLimit` is settled by what is `found`
  /// so far.
  package var openFrom: Int

  package init(found: [TextRedaction], openFrom: Int) {
    self.found = found
    self.openFrom = openFrom
  }
}
