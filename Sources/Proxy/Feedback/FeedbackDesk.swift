import NIOCore
import RefusalLog
import Synchronization

/// Takes feedback for all event loops, so much an app and so much at once.
final class FeedbackDesk: Sendable {
  /// Why a request is turned away.
  enum Refusal: Equatable {
    /// The app has used up its share.
    case limited(retryAfterSeconds: Int)
    /// Too many are being written.
    case busy
    /// There is nothing to write to.
    case closed
  }

  /// How long a client waits for its feedback to be written.
  static let patience = TimeAmount.seconds(10)
  /// What may wait to be written at once.
  static let limit = 64

  private struct State {
    /// By app. The keys' file bounds how many there are.
    var allowances: [String: RequestAllowance] = [:]
    var underWay = 0
  }

  private let state = Mutex(State())
  private let perMinute: Int
  private let take: FeedbackTaking?

  /// - Parameter take: nil turns all away.
  init(perMinute: Int, take: FeedbackTaking?) {
    self.perMinute = perMinute
    self.take = take
  }

  /// Counts a request; nil when it may go on.
  func refusal(of app: String, now: NIODeadline) -> Refusal? {
    guard take != nil else { return .closed }
    return state.withLock { state in
      let wait = state.allowances[app, default: RequestAllowance(perMinute: perMinute)].use(now: now)
      return wait.map { .limited(retryAfterSeconds: $0) }
    }
  }

  /// Has the feedback written; nil when too much is being written already.
  ///
  /// - Parameters:
  ///   - feedback: made elsewhere than on the event loop, since it may take long.
  ///   - done: called on the event loop.
  func give(
    _ feedback: @escaping @Sendable () -> Feedback, on eventLoop: any EventLoop,
    then done: @escaping (Result<FeedbackOutcome, any Error>) -> Void
  ) -> Refusal? {
    guard let take else { return .closed }
    let isTaken = state.withLock { state in
      guard state.underWay < Self.limit else { return false }
      state.underWay += 1
      return true
    }
    guard isTaken else { return .busy }
    // Whoever waits has a deadline of its own; what was begun is written all the same.
    eventLoop.makeFutureWithTask { [self] in
      defer { state.withLock { $0.underWay -= 1 } }
      return try await take(feedback())
    }.assumeIsolated().whenComplete(done)
    return nil
  }
}
