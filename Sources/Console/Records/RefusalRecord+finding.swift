import RefusalLog
import Taxonomy

extension RefusalRecord {
  /// What happened, in one sentence: who withheld what, and what spoke for it.
  var finding: HTML {
    switch verdict {
    case .guardBlock:
      return HTML {
        ruled("refused the prompt", failing: "The classifier failed, and the policy refuses prompts then")
        isEnforced ? " before the model was called." : ", which was only noted: the policy monitors."
      }
    case .guardCut:
      return HTML {
        ruled("withheld the answer", failing: "The classifier failed, and the policy withholds answers then")
        isEnforced ? releasedWords : ", which was only noted: the policy monitors."
      }
    case .justifiedRefusal:
      return HTML {
        "The model refused \(refusalKind == .partial ? "in part" : "a prompt") that was not judged harmless."
      }
    case .exaggeratedRefusal:
      return HTML {
        refusalKind == .partial ? "The model held back a part of its help" : "The model refused"
        ", though the prompt looks harmless."
        retryWords
      }
    case .overBlock: return ruled("refused what it should not have", failing: "The classifier failed") + HTML(".")
    }
  }

  private func ruled(_ did: String, failing: String) -> HTML {
    guard cause == .rules else { return HTML(failing) }
    return HTML {
      ruleIDs.count == 1 ? "Rule " : ruleIDs.isEmpty ? "A rule" : "Rules "
      HTML.joined(ruleIDs.map { id in tag(.code) { id } }, separator: HTML(", "))
      " \(did)"
    }
  }

  private var releasedWords: String {
    switch releasedCharacters {
    case 0: " before any of it reached the client."
    case 1: " after 1 character had reached the client."
    default: " after \(releasedCharacters) characters had reached the client."
    }
  }

  private var retryWords: String {
    guard let retry else { return "" }
    return retry.isDelivered
      ? " Asked once more, it answered, and the client got that."
      : " Asked once more, it gave nothing better, and the client got the first answer."
  }
}
