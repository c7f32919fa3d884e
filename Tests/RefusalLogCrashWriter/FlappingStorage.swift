import RefusalLog
import Synchronization

/// A database that is away by turns, and now and then commits without saying so.
final class FlappingStorage: RecordStorage {
  private enum Mood {
    case up, away, silent

    var next: Mood {
      switch self {
      case .up: .away
      case .away: .silent
      case .silent: .up
      }
    }
  }

  private struct State {
    var mood = Mood.up
    var triesLeft = 0
  }

  private let store: any RecordStorage
  private let state = Mutex(State())

  init(_ store: any RecordStorage) {
    self.store = store
  }

  func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    let mood = state.withLock { state in
      if state.triesLeft == 0 {
        // In turns, so that a short run meets all of them.
        state.mood = state.mood.next
        state.triesLeft = Int.random(in: 1...8)
      }
      state.triesLeft -= 1
      return state.mood
    }
    let failure = RefusalLogError.database(code: 10, message: "disk I/O error")
    if mood == .away { throw failure }
    let outcome = try store.append(records, traffic: traffic, mark: mark)
    if mood == .silent { throw failure }
    return outcome
  }
}
