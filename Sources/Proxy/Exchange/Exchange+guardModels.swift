import NIOCore
import Policy

extension Exchange {
  /// Has guard models answer questions, and goes on with their verdicts; not at all when the client has gone meanwhile.
  ///
  /// - Parameters:
  ///   - topic: what a question's item is about.
  ///   - complete: told a verdict for every question, maybe before this returns.
  func askGuardModels(
    _ questions: [GuardQuestion], about topic: (Int) -> GuardTopic,
    then complete: @escaping ([GuardQuestion: GuardVerdict]) -> Void
  ) {
    precondition(guardRound == nil, "guard models are asked while others still think")
    let round = GuardRound(
      questions, about: topic, through: loop.guardModels, count: { self.loop.tally.count($0) },
      then: { verdicts in
        self.guardRound = nil
        guard self.outcome == nil else { return }
        complete(verdicts)
      })
    guardRound = round
    round.start()
  }
}
