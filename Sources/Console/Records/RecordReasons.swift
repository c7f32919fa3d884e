import Policy
import RefusalLog
import Taxonomy

/// Why a decision came out as it did: the rules of its policy tried on what the record holds.
struct RecordReasons {
  /// Which rules were tried.
  enum Basis: Equatable {
    /// The revision that decided still runs.
    case asItWas
    /// Another revision runs now.
    case asItIs(revision: String)
    /// No policy of this name runs any more.
    case gone
  }

  let basis: Basis
  /// Nil where no policy of this name runs.
  let explanation: RecordedExplanation?
  /// What would come out under the policy that runs.
  let replayed: ReplayedDecision?
  /// Whether the policy's rules look at the answer, too.
  let judgesAnswers: Bool

  init(_ record: RefusalRecord, current: PolicyRevisions.Current) {
    let running = [current.active, current.candidate].compactMap(\.self)
    let same = running.first { $0.revision == record.policy.revision }
    let snapshot = same ?? current.active
    guard let policy = snapshot.policy(named: record.policy.name) else {
      (basis, explanation, replayed, judgesAnswers) = (.gone, nil, nil, false)
      return
    }
    let recorded = record.recordedCase(endpoint: record.endpoint)
    basis = same == nil ? .asItIs(revision: snapshot.revision) : .asItWas
    explanation = policy.explain(recorded)
    replayed = policy.replay(recorded)
    judgesAnswers = policy.judgesAnswers
  }
}
