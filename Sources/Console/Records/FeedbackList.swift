import RefusalLog

/// What apps, or their users, said of a decision.
struct FeedbackList {
  let feedback: [Feedback]

  var html: HTML {
    tag(.ul, .class("history")) {
      for one in feedback {
        tag(.li) {
          switch one.opinion {
          case .shouldHaveAnswered: HTML.badge("Should have answered", .warning)
          case .shouldHaveRefused: HTML.badge("Should have refused", .bad)
          }
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
