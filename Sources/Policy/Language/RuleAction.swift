import Taxonomy

/// What a rule asks for when it fires.
enum RuleAction: Sendable, Equatable {
  /// The text passes, whatever the rules below say.
  case allow
  /// The model's answer is withheld.
  case refuse(Refusal)
  /// The found data and phrases are replaced in what is sent on.
  case redact(RedactionTarget)
  /// The system message of the request is changed.
  case rewrite(SystemChange)
  /// A guard model is asked; what it finds unsafe is withheld.
  case judge(guardModel: String, Refusal)
  /// The client is told in a header.
  case annotate

  /// How a refusal speaks.
  struct Refusal: Sendable, Equatable {
    /// Key into the messages.
    var messageKey: String
    var form: RefusalForm
  }

  /// The word in the file.
  var word: Word {
    switch self {
    case .allow: .allow
    case .refuse: .refuse
    case .redact: .redact
    case .rewrite: .rewrite
    case .judge: .judge
    case .annotate: .annotate
    }
  }

  /// The words of policy files.
  enum Word: String, CaseIterable, Sendable {
    case allow, refuse, redact, rewrite, judge, annotate
  }

  /// The message that the rule may show; nil where it shows none.
  var messageKey: String? {
    switch self {
    case .refuse(let refusal), .judge(_, let refusal): refusal.messageKey
    default: nil
    }
  }
}
