import RefusalLog

/// All that was said about a record, the newest first.
struct ReviewHistory {
  /// The oldest first.
  let steps: [ReviewStep]

  var html: HTML {
    tag(.ol, .class("history")) {
      for step in steps.reversed() {
        tag(.li) {
          switch step.change {
          case .given(let review): given(review)
          case .takenBack: HTML.badge("Taken back")
          }
          tag(.span, .class("origin")) {
            " by "
            HTML.recorded(step.reviewer)
            ", "
            HTML.time(step.milliseconds)
          }
          if case .given(let review) = step.change { words(of: review) }
        }
      }
    }
  }

  @HTMLBuilder private func given(_ review: Review) -> HTML {
    HTML.badge(review.label.words, review.label.tone)
    if let type = review.type {
      " "
      HTML.badge(type.words)
    }
  }

  @HTMLBuilder private func words(of review: Review) -> HTML {
    if let note = review.note { HTML.recordedBlock(note) }
    if let answer = review.answer {
      tag(.p, .class("origin")) { "The answer that should have been given:" }
      HTML.recordedBlock(answer)
    }
  }
}
