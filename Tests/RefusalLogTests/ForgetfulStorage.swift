import RefusalLog
import Synchronization

/// A storage in memory that knows batches by their marks as the database does, is away by turns, and now and then
/// commits without saying so.
final class ForgetfulStorage: RecordStorage {
  enum Mood: CaseIterable {
    case up, down, commitsInSilence
  }

  private struct State {
    var mood: Mood
    var records: [RefusalRecord] = []
    var counts: [TrafficKey: Int] = [:]
    var last: [String: UInt64] = [:]
    var tries = 0
  }

  private let state: Mutex<State>
  /// Called with the number of the try, before it; says how the storage is from then on.
  private let turn: @Sendable (Int) -> Mood?

  init(_ mood: Mood = .up, turn: @escaping @Sendable (Int) -> Mood? = { _ in nil }) {
    state = Mutex(State(mood: mood))
    self.turn = turn
  }

  var mood: Mood {
    get { state.withLock { $0.mood } }
    set { state.withLock { $0.mood = newValue } }
  }

  var records: [RefusalRecord] { state.withLock { $0.records } }
  var counts: [TrafficKey: Int] { state.withLock { $0.counts } }
  var tries: Int { state.withLock { $0.tries } }

  func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    let outcome: AppendOutcome? = state.withLock { state in
      state.tries += 1
      if let mood = turn(state.tries) { state.mood = mood }
      guard state.mood != .down else { return nil }
      var outcome = AppendOutcome(requests: traffic.values.reduce(0, +))
      if let mark, state.last[mark.source, default: 0] >= mark.number {
        outcome.duplicates = records.count
      } else {
        if let mark { state.last[mark.source] = mark.number }
        state.records += records
        state.counts.merge(traffic) { $0 + $1 }
        outcome.written = records.count
      }
      return state.mood == .up ? outcome : nil
    }
    guard let outcome else { throw .database(code: 10, message: "disk I/O error") }
    return outcome
  }
}
