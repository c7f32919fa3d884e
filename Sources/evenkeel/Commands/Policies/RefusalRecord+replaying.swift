import Console
package import Policy
import Proxy
package import RefusalLog
import Taxonomy

extension RefusalRecord {
  /// What rules can be tried on again.
  package var recordedCase: RecordedCase {
    recordedCase(endpoint: JudgedPath.endpoint(at: endpoint) ?? endpoint)
  }

  /// What was done at the time.
  package var recorded: ReplayTally.Recorded {
    let withheld: ReplayedDecision.Action = stage == .prompt ? .refuse : .cut
    return ReplayTally.Recorded(
      id: id.description, action: action == .allow ? .allow : isEnforced ? withheld : .monitor, stage: stage,
      ruleIDs: ruleIDs, isSuspectedFalseRefusal: verdict == .exaggeratedRefusal, promptHarm: promptHarm,
      answerHarm: answerHarm, words: contentMode == .full ? prompt.map(Self.firstWords) : nil)
  }

  /// At most 80 characters.
  private static func firstWords(of text: String) -> String { text.printable.fitted(to: 80) }
}
