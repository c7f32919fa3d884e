import Dispatch
import RefusalLog
import Synchronization

/// A storage in memory that fails as told, and can be held at a gate.
final class ScriptedStorage: RecordStorage {
  private struct State {
    var failuresLeft: Int
    var batches: [[RefusalRecord]] = []
    var requests = 0
  }

  private let state: Mutex<State>
  private let gate: DispatchSemaphore?
  /// Signalled when the writer has come to the gate.
  let arrived = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - failures: so many calls fail before the first that works.
  ///   - isHeld: true when each call waits for `release`.
  init(failures: Int = 0, isHeld: Bool = false) {
    state = Mutex(State(failuresLeft: failures))
    gate = isHeld ? DispatchSemaphore(value: 0) : nil
  }

  func release(_ calls: Int = 1) {
    for _ in 0..<calls { gate?.signal() }
  }

  var records: [RefusalRecord] { state.withLock { $0.batches.flatMap(\.self) } }
  var batchSizes: [Int] { state.withLock { $0.batches.map(\.count) } }
  var requests: Int { state.withLock { $0.requests } }

  func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    if let gate {
      arrived.signal()
      gate.wait()
    }
    let fails = state.withLock { state in
      guard state.failuresLeft == 0 else {
        state.failuresLeft -= 1
        return true
      }
      state.batches.append(records)
      state.requests += traffic.values.reduce(0, +)
      return false
    }
    if fails { throw .database(code: 13, message: "database or disk is full") }
    return AppendOutcome(written: records.count, requests: traffic.values.reduce(0, +))
  }
}
