package import RefusalLog

/// Writes feedback down where records are kept, and says what became of it. May wait; throws where it cannot be written.
package typealias FeedbackTaking = @Sendable (Feedback) async throws -> FeedbackOutcome
