import Dispatch
package import Proxy
package import RefusalLog

/// Writes feedback into the refusal log, on a thread of its own.
package enum FeedbackWriting {
  /// How long the record of the decision is waited for. Feedback whose record comes later finds it all the same.
  private static let recordWait = Duration.seconds(2)

  /// - Parameters:
  ///   - records: may still hold the record that the feedback is about.
  ///   - give: blocks while it writes.
  package static func taking(
    after records: RecordWriter,
    by give: @escaping @Sendable (Feedback) throws(RefusalLogError) -> FeedbackOutcome
  ) -> FeedbackTaking {
    let thread = DispatchQueue(label: "evenkeel.feedback", qos: .utility)
    return { feedback in
      await records.flush(within: recordWait)
      return try await withCheckedThrowingContinuation { continuation in
        thread.async {
          continuation.resume(with: Result { () throws(RefusalLogError) in try give(feedback) }.mapError { $0 })
        }
      }
    }
  }
}
