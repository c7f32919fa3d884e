import RefusalLog

/// How the pages speak of what apps say.
extension Feedback.Opinion {
  var words: String {
    switch self {
    case .shouldHaveAnswered: "Should have answered"
    case .shouldHaveRefused: "Should have refused"
    }
  }

  var tone: Tone {
    switch self {
    case .shouldHaveAnswered: .warning
    case .shouldHaveRefused: .bad
    }
  }
}
