package import NIOCore
package import Taxonomy

/// What waits for the classifier's threads, and who is next. Pure: no threads, no clock; times are passed in.
///
/// A submission is the work of one owner (an exchange) for one stage of its policy. It is divided into units (a text
/// each, mostly), which may run at once on several threads, and is answered once, when all its units are done or its
/// deadline has come.
///
/// **Who is next** is a deficit round robin (Shreedhar and Varghese, 1995) over the owners with waiting units: they take
/// turns, and in a turn an owner may have `turn` bytes judged, so that neither many texts nor long ones get more of the
/// threads than a neighbour's one. What an owner does not use up since its next unit is larger it keeps for its next
/// turn; what is left when it has nothing more waiting is lost. A new owner stands at the end of the round. So between
/// two turns of an owner every other one has had one, however many and whatever they bring: nobody starves.
///
/// INVARIANT: an owner is in `round` exactly while it has a line, and a line is never empty.
package struct JudgingQueue<Unit: Sendable, Finding: Sendable>: Sendable {
  package struct Limits: Sendable {
    /// Units that may wait.
    package var units: Int
    /// Bytes that may wait.
    package var bytes: Int
    /// One owner may take up so much of either limit, as a part of it: else one request could keep all others out.
    package var ownersPart = 4
    /// Bytes of a turn.
    package var turn = 1024
    /// What a unit counts for at least: an empty one is work, too.
    package var leastCost = 64

    package init(units: Int, bytes: Int) {
      self.units = units
      self.bytes = bytes
    }
  }

  /// A unit that a thread is to work on.
  package struct Assignment: Sendable {
    package var submission: UInt64
    package var index: Int
    package var unit: Unit
  }

  /// A submission that is over.
  package struct Answer: Sendable {
    package var submission: UInt64
    /// What was found, by unit; nil for a unit that was not done in time.
    package var findings: [Finding?]
  }

  package enum Admission: Sendable, Equatable {
    /// It will be answered under this number.
    case accepted(UInt64)
    /// It would not fit in beside what waits already; nothing of it is queued.
    case overloaded
    /// Its owner asks for more than any one may have waiting, however little waits; nothing of it is queued.
    case tooLarge
    /// The queue was closed.
    case closed
  }

  private struct Submission: Sendable {
    var owner: DecisionID
    var findings: [Finding?]
    var missing: Int
  }

  private struct Waiting: Sendable {
    var submission: UInt64
    var index: Int
    var unit: Unit
    var bytes: Int
    var cost: Int
  }

  /// What one owner has waiting.
  private struct Line: Sendable {
    var units = CircularBuffer<Waiting>()
    var bytes = 0
    /// Bytes that it may still have judged in its turn.
    var credit: Int
  }

  private let limits: Limits
  private var submissions: [UInt64: Submission] = [:]
  private var deadlines = DeadlineLine()
  private var lines: [DecisionID: Line] = [:]
  private var round = CircularBuffer<DecisionID>()
  private var last: UInt64 = 0
  private var isClosed = false
  /// Units that wait.
  package private(set) var unitCount = 0
  /// Bytes that wait.
  package private(set) var byteCount = 0

  package init(limits: Limits) {
    precondition(limits.units > 0 && limits.bytes > 0 && limits.turn > 0, "a queue that holds nothing")
    self.limits = limits
  }

  /// Submissions that were not answered yet, those whose units all run included.
  package var openCount: Int { submissions.count }

  /// When `expire` has something to do again at the earliest; nil when nothing is open.
  package var nextDeadline: NIODeadline? {
    mutating get {
      let open = submissions
      return deadlines.first { open[$0] != nil }
    }
  }

  /// Whether somebody still waits for this submission.
  package func isOpen(_ submission: UInt64) -> Bool { submissions[submission] != nil }

  /// Queues the work of an owner, all of it or nothing.
  package mutating func submit(
    _ units: [(unit: Unit, bytes: Int)], of owner: DecisionID, deadline: NIODeadline
  ) -> Admission {
    precondition(!units.isEmpty, "a submission without work")
    guard !isClosed else { return .closed }
    let bytes = units.reduce(0) { $0 + $1.bytes }
    guard (lines[owner]?.units.count ?? 0) + units.count <= share(of: limits.units),
      (lines[owner]?.bytes ?? 0) + bytes <= share(of: limits.bytes)
    else { return .tooLarge }
    guard unitCount + units.count <= limits.units, byteCount + bytes <= limits.bytes else { return .overloaded }
    last += 1
    submissions[last] = Submission(
      owner: owner, findings: Array(repeating: nil, count: units.count), missing: units.count)
    deadlines.insert(last, at: deadline)
    if lines[owner] == nil { round.append(owner) }
    for (index, unit) in units.enumerated() {
      lines[owner, default: Line(credit: limits.turn)].units.append(
        Waiting(
          submission: last, index: index, unit: unit.unit, bytes: unit.bytes, cost: max(limits.leastCost, unit.bytes)))
    }
    lines[owner]?.bytes += bytes
    unitCount += units.count
    byteCount += bytes
    return .accepted(last)
  }

  /// Takes the unit whose turn it is; nil when none waits.
  package mutating func next() -> Assignment? {
    var passed = 0
    while let owner = round.first {
      guard let first = lines[owner]?.units.first, let credit = lines[owner]?.credit else {
        preconditionFailure("an owner without work in the round")
      }
      if first.cost <= credit { return take(first, of: owner) }
      // Its turn is over; its credit rises for when the next one comes.
      round.removeFirst()
      round.append(owner)
      lines[owner]?.credit += limits.turn
      passed += 1
      if passed == round.count {
        passed = 0
        skipRounds()
      }
    }
    return nil
  }

  /// A thread is done with a unit.
  ///
  /// - Returns: the answer when this was what it still waited for; nil when units are missing, or when nobody waits for
  ///   it any more.
  package mutating func finish(_ submission: UInt64, index: Int, with finding: Finding) -> Answer? {
    guard submissions[submission] != nil else { return nil }
    precondition(submissions[submission]?.findings[index] == nil, "unit \(index) was done twice")
    submissions[submission]?.findings[index] = finding
    submissions[submission]?.missing -= 1
    guard submissions[submission]?.missing == 0 else { return nil }
    return close(submission)
  }

  /// Answers what has reached its deadline, the earliest first. What waits of it is dropped; what runs is not waited for.
  package mutating func expire(now: NIODeadline) -> [Answer] {
    var answers: [Answer] = []
    while let deadline = nextDeadline, deadline <= now, let submission = deadlines.removeFirst() {
      guard let owner = submissions[submission]?.owner else { continue }
      drop(of: owner) { $0.submission == submission }
      if let answer = close(submission) { answers.append(answer) }
    }
    return answers
  }

  /// Nobody waits for this owner any more: what waits of it is dropped, and nothing of it will be answered.
  ///
  /// - Returns: the submissions that are gone.
  package mutating func cancel(_ owner: DecisionID) -> [UInt64] {
    drop(of: owner) { _ in true }
    let gone = submissions.filter { $0.value.owner == owner }.map(\.key)
    for submission in gone { submissions[submission] = nil }
    return gone
  }

  /// Takes nothing more, drops what waits, and answers everything that is open with what was found so far.
  package mutating func close() -> [Answer] {
    isClosed = true
    lines = [:]
    round = CircularBuffer()
    unitCount = 0
    byteCount = 0
    var answers: [Answer] = []
    for submission in submissions.keys.sorted() {
      if let answer = close(submission) { answers.append(answer) }
    }
    return answers
  }

  private func share(of limit: Int) -> Int { max(1, limit / limits.ownersPart) }

  private mutating func take(_ unit: Waiting, of owner: DecisionID) -> Assignment {
    unitCount -= 1
    byteCount -= unit.bytes
    lines[owner]?.units.removeFirst()
    lines[owner]?.bytes -= unit.bytes
    lines[owner]?.credit -= unit.cost
    if lines[owner]?.units.isEmpty ?? true {
      lines[owner] = nil
      round.removeFirst()
    }
    return Assignment(submission: unit.submission, index: unit.index, unit: unit.unit)
  }

  /// After a whole round in which every next unit was too large: gives all as many turns at once as the first of them to
  /// go on needs, since going round for a text of megabytes a kilobyte at a time would hold the lock for long.
  private mutating func skipRounds() {
    var turns = Int.max
    for line in lines.values {
      let lacking = (line.units.first?.cost ?? 0) - line.credit
      turns = min(turns, (max(0, lacking) + limits.turn - 1) / limits.turn)
    }
    guard turns > 0, turns < Int.max else { return }
    for owner in round { lines[owner]?.credit += turns * limits.turn }
  }

  private mutating func drop(of owner: DecisionID, where isDropped: (Waiting) -> Bool) {
    guard let before = lines[owner]?.units.count else { return }
    var bytes = 0
    lines[owner]?.units.removeAll { unit in
      guard isDropped(unit) else { return false }
      bytes += unit.bytes
      return true
    }
    let left = lines[owner]?.units.count ?? 0
    unitCount -= before - left
    byteCount -= bytes
    lines[owner]?.bytes -= bytes
    if left == 0 {
      lines[owner] = nil
      round.removeAll { $0 == owner }
    }
  }

  private mutating func close(_ submission: UInt64) -> Answer? {
    submissions.removeValue(forKey: submission).map { Answer(submission: submission, findings: $0.findings) }
  }
}
