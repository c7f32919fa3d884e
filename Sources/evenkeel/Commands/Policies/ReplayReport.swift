import Policy

/// What a replay found.
struct ReplayReport: Encodable {
  /// How many records went from one action to another.
  struct Transition: Encodable {
    var from: ReplayedDecision.Action
    var to: ReplayedDecision.Action
    var records: Int
  }

  var folder: String
  /// Of the folder.
  var revision: String
  /// Records that were decided about again.
  var records: Int
  var badRows: Int
  /// Records for whose policy the folder has none.
  var withoutPolicy: Int
  /// Records by `name@revision` at the time.
  var recordedUnder: [String: Int]
  /// Records with another action now that is known.
  var changed: Int
  /// Records whose decision hangs on what they do not hold.
  var undecided: Int
  /// The most frequent first.
  var transitions: [Transition]
  /// By stage and id.
  var rules: [String: ReplayTally.RuleCounts]
  var suspectedFalseRefusalsBefore: Int
  var suspectedFalseRefusalsAfter: Int
  var examples: [ReplayTally.Example]

  init(_ replay: TrafficReplay, folder: String, revision: String, badRows: Int) {
    let tally = replay.tally
    self.folder = folder
    self.revision = revision
    self.badRows = badRows
    records = tally.records
    withoutPolicy = tally.withoutPolicy
    recordedUnder = replay.recordedUnder
    changed = tally.changed
    undecided = tally.undecided
    transitions = tally.transitions.map { Transition(from: $0.key.from, to: $0.key.to, records: $0.value) }
      .sorted { ($1.records, $0.from.rawValue, $0.to.rawValue) < ($0.records, $1.from.rawValue, $1.to.rawValue) }
    rules = tally.rules
    suspectedFalseRefusalsBefore = tally.suspectedBefore
    suspectedFalseRefusalsAfter = tally.suspectedAfter
    examples = tally.examples
  }
}
