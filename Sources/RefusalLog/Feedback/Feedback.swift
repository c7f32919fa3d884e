package import Taxonomy

/// What an app says of one decision afterwards (`POST /v1/feedback`): an appeal, or a miss.
package struct Feedback: Sendable, Equatable {
  /// The words of the request.
  package enum Opinion: String, CaseIterable, Codable, Sendable {
    /// Help was withheld that should have been given.
    case shouldHaveAnswered = "should_have_answered"
    /// Something was answered that should not have been.
    case shouldHaveRefused = "should_have_refused"
  }

  /// Most UTF-8 bytes of a comment.
  package static let commentByteLimit = 4_096

  package var decision: DecisionID
  /// The app that says so, by its key.
  package var app: String
  package var opinion: Opinion
  package var comment: String?
  /// Unix time in milliseconds.
  package var milliseconds: Int64

  package init(decision: DecisionID, app: String, opinion: Opinion, comment: String? = nil, milliseconds: Int64) {
    self.decision = decision
    self.app = app
    self.opinion = opinion
    self.comment = comment
    self.milliseconds = milliseconds
  }
}
