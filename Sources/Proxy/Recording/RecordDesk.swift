import Dispatch
package import NIOCore
package import RefusalLog
import Synchronization

/// Hands records to the log. Those that are redacted are so on a thread of its own: 20 KB of prose take 0.15 ms, and as
/// much text made to be slow 140 ms, which no event loop has.
///
/// What is too much for that thread is recorded without its texts, never with texts that were not looked at.
package final class RecordDesk: Sendable {
  /// Drafts that may wait; each holds some 60 KB at most.
  package static let limit = 1_000

  private struct State {
    var waiting = 0
    /// From when on texts are not looked at any more.
    var end: NIODeadline?
    var textsDropped = 0
  }

  private let records: RecordWriter
  private let limit: Int
  private let drainTime: TimeAmount
  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "evenkeel.redaction", qos: .utility)

  /// - Parameters:
  ///   - limit: drafts that may wait.
  ///   - drainTime: how long a shutdown waits for texts.
  package init(records: RecordWriter, limit: Int = RecordDesk.limit, drainTime: TimeAmount = .seconds(2)) {
    self.records = records
    self.limit = limit
    self.drainTime = drainTime
  }

  /// Records whose texts were left out since there were too many.
  package var textsDropped: Int { state.withLock { $0.textsDropped } }

  /// Never waits.
  package func submit(_ draft: RecordDraft) {
    guard draft.isRedacted else {
      records.submit(draft.finished())
      return
    }
    let isTaken = state.withLock { state in
      if state.waiting >= limit {
        state.textsDropped += 1
        return false
      }
      state.waiting += 1
      return true
    }
    guard isTaken else {
      records.submit(draft.withoutTexts())
      return
    }
    thread.async { [self] in
      let isLate = state.withLock { state in
        let isLate = state.end.map { NIODeadline.now() > $0 } ?? false
        if isLate { state.textsDropped += 1 }
        return isLate
      }
      records.submit(isLate ? draft.withoutTexts() : draft.finished())
      state.withLock { $0.waiting -= 1 }
    }
  }

  /// Waits until all drafts that were submitted before are with the log.
  package func settle() async {
    await withCheckedContinuation { continuation in thread.async { continuation.resume() } }
  }

  /// Waits until all drafts are with the log; those that would take too long go without their texts.
  package func drain() async {
    state.withLock { $0.end = .now() + drainTime }
    await settle()
  }
}
