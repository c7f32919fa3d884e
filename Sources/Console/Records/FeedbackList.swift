import RefusalLog

/// What apps, or their users, said of a decision.
struct FeedbackList {
  let feedback: [Feedback]

  var html: HTML {
    tag(.ul, .class("history")) {
      for one in feedback {
        tag(.li) {
          HTML.badge(one.opinion.words, one.opinion.tone)
          tag(.span, .class("origin")) {
            " by "
            HTML.recorded(one.app)
            ", "
            HTML.time(one.milliseconds)
          }
          if let comment = one.comment { HTML.recordedBlock(comment) }
        }
      }
    }
  }
}
