import Taxonomy

/// How the pages speak of verdicts.
extension Verdict {
  /// In few words, for tags and lists.
  var words: String {
    switch self {
    case .guardBlock: "Blocked by a rule"
    case .guardCut: "Cut by a rule"
    case .justifiedRefusal: "Justified refusal"
    case .exaggeratedRefusal: "Suspected false refusal"
    case .overBlock: "Over-block"
    }
  }

  var tone: Tone {
    switch self {
    case .exaggeratedRefusal, .overBlock: .warning
    case .guardBlock, .guardCut, .justifiedRefusal: .neutral
    }
  }
}
