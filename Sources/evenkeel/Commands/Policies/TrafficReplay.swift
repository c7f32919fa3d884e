import Policy
import RefusalLog
import Taxonomy

/// Recorded traffic under other policies: the counts, and what it was recorded under.
struct TrafficReplay {
  /// Revisions that are told apart.
  private static let revisionLimit = 200

  private(set) var tally: ReplayTally
  /// Records by the policy and revision that decided at the time.
  private(set) var recordedUnder: [String: Int] = [:]

  init(examplesEach: Int) { tally = ReplayTally(examplesEach: examplesEach) }

  /// Records seen so far.
  var count: Int { tally.records + tally.withoutPolicy }

  /// - Parameter policy: nil where the folder has none for the record.
  mutating func add(_ record: RefusalRecord, _ recorded: RecordedCase, under policy: CompiledPolicy?) {
    let name = record.policy.description
    let isNew = recordedUnder[name] == nil
    recordedUnder[isNew && recordedUnder.count >= Self.revisionLimit ? "(other)" : name, default: 0] += 1
    guard let policy else {
      tally.withoutPolicy += 1
      return
    }
    tally.add(record.recorded, policy.replay(recorded), policy: policy.reference.name)
  }
}
