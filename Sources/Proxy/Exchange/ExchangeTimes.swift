import NIOCore

/// When an exchange came to each of its stages. Monotonic time.
struct ExchangeTimes {
  /// The request was complete.
  let start: NIODeadline
  /// Time spent in judging the prompt, waiting for the classifier included.
  var promptJudging = TimeAmount.zero
  /// Time spent in judging the answer, summed over its passages.
  var answerJudging = TimeAmount.zero
  /// The request went upstream.
  var sent: NIODeadline?
  /// The answer's head came.
  var answered: NIODeadline?
  /// The last byte came from upstream.
  var lastByte: NIODeadline

  init(start: NIODeadline) {
    self.start = start
    lastByte = start
  }

  /// From sending the request to the answer's head, so far.
  func upstream(until now: NIODeadline) -> TimeAmount? { sent.map { (answered ?? now) - $0 } }
}

extension TimeAmount {
  static var zero: TimeAmount { .nanoseconds(0) }
  var microseconds: Int64 { nanoseconds / 1000 }
}
