import NIOCore

/// Submissions in the order of their deadlines.
///
/// Deadlines come in rising, as all are as far off as each other, so adding one goes to the end at once; one that is
/// earlier finds its place by walking back. Those that are over stay until their turn, or until they are most.
struct DeadlineLine: Sendable {
  private var entries = CircularBuffer<(deadline: NIODeadline, submission: UInt64)>()
  /// How many there were when they were last looked through.
  private var kept = 0

  init() {}

  mutating func insert(_ submission: UInt64, at deadline: NIODeadline) {
    var position = entries.endIndex
    while position > entries.startIndex, entries[entries.index(before: position)].deadline > deadline {
      position = entries.index(before: position)
    }
    entries.insert((deadline, submission), at: position)
  }

  /// The earliest deadline of those that still count; the others before it are forgotten.
  mutating func first(where counts: (UInt64) -> Bool) -> NIODeadline? {
    while let first = entries.first {
      if counts(first.submission) { break }
      entries.removeFirst()
    }
    // Else a long time limit would keep every submission within it.
    if entries.count > 2 * kept + 1024 {
      entries.removeAll { !counts($0.submission) }
      kept = entries.count
    }
    return entries.first?.deadline
  }

  mutating func removeFirst() -> UInt64? { entries.popFirst()?.submission }
}
