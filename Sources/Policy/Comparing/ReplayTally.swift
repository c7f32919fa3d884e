package import Taxonomy

/// Counts of what would change if recorded traffic met another revision, with examples.
///
/// Bounded: however many records and rule names there are, at most `nameLimit` names are counted by themselves.
package struct ReplayTally: Sendable {
  /// Rules counted by name.
  private static let nameLimit = 10_000

  /// From what was done to what would be.
  package struct Transition: Hashable, Sendable {
    package var from: ReplayedDecision.Action
    package var to: ReplayedDecision.Action

    package init(from: ReplayedDecision.Action, to: ReplayedDecision.Action) {
      self.from = from
      self.to = to
    }
  }

  /// What a rule did, and would do.
  package struct RuleCounts: Sendable, Equatable, Encodable {
    /// Records in which it fired at the time.
    package var before = 0
    /// Records in which it would fire.
    package var after = 0
    /// Records in which it cannot be told.
    package var unknown = 0

    package init(before: Int = 0, after: Int = 0, unknown: Int = 0) {
      self.before = before
      self.after = after
      self.unknown = unknown
    }
  }

  /// A record whose action, or whose rules, would be others.
  package struct Example: Sendable, Equatable, Encodable {
    package var id: String
    package var from: ReplayedDecision.Action
    package var to: ReplayedDecision.Action
    package var policy: String
    package var promptHarm: Double?
    package var answerHarm: Double?
    /// The beginning of the prompt; nil where it was not kept.
    package var words: String?
    package var rulesBefore: [String]
    package var rulesAfter: [String]
  }

  /// What was recorded.
  package struct Recorded: Sendable {
    package var id: String
    package var action: ReplayedDecision.Action
    package var stage: Stage
    package var ruleIDs: [String]
    package var isSuspectedFalseRefusal: Bool
    package var promptHarm: Double?
    package var answerHarm: Double?
    package var words: String?

    package init(
      id: String, action: ReplayedDecision.Action, stage: Stage, ruleIDs: [String], isSuspectedFalseRefusal: Bool,
      promptHarm: Double?, answerHarm: Double?, words: String?
    ) {
      self.id = id
      self.action = action
      self.stage = stage
      self.ruleIDs = ruleIDs
      self.isSuspectedFalseRefusal = isSuspectedFalseRefusal
      self.promptHarm = promptHarm
      self.answerHarm = answerHarm
      self.words = words
    }
  }

  /// Records that were decided about again.
  package private(set) var records = 0
  /// Records for whose policy the folder has none.
  package var withoutPolicy = 0
  /// Records whose decision hangs on what they do not hold.
  package private(set) var undecided = 0
  package private(set) var transitions: [Transition: Int] = [:]
  /// By stage and id: `prompt harm`.
  package private(set) var rules: [String: RuleCounts] = [:]
  package private(set) var suspectedBefore = 0
  package private(set) var suspectedAfter = 0
  package private(set) var examples: [Example] = []
  private var shown: [Transition: Int] = [:]
  private let examplesEach: Int

  /// - Parameter examplesEach: most examples of one transition.
  package init(examplesEach: Int) { self.examplesEach = examplesEach }

  package mutating func add(_ recorded: Recorded, _ decision: ReplayedDecision, policy: String) {
    records += 1
    if decision.action == .unknown { undecided += 1 }
    if recorded.isSuspectedFalseRefusal { suspectedBefore += 1 }
    if decision.isSuspectedFalseRefusal { suspectedAfter += 1 }
    let transition = Transition(from: recorded.action, to: decision.action)
    transitions[transition, default: 0] += 1
    let before = recorded.ruleIDs.map { "\(recorded.stage.rawValue) \($0)" }
    let after = decision.ruleIDs.map { "\(decision.stage.rawValue) \($0)" }
    count(before) { $0.before += 1 }
    count(after) { $0.after += 1 }
    count(decision.unknownRules) { $0.unknown += 1 }
    guard recorded.action != decision.action || before != after, shown[transition, default: 0] < examplesEach else {
      return
    }
    shown[transition, default: 0] += 1
    examples.append(
      Example(
        id: recorded.id, from: recorded.action, to: decision.action, policy: policy, promptHarm: recorded.promptHarm,
        answerHarm: recorded.answerHarm, words: recorded.words, rulesBefore: before, rulesAfter: after))
  }

  /// Records whose action would be another one that is known.
  package var changed: Int {
    transitions.filter { $0.key.from != $0.key.to && $0.key.to != .unknown }.values.reduce(0, +)
  }

  private mutating func count(_ names: [String], _ change: (inout RuleCounts) -> Void) {
    for name in names {
      let counted = rules[name] != nil || rules.count < Self.nameLimit ? name : "(other)"
      change(&rules[counted, default: RuleCounts()])
    }
  }
}
