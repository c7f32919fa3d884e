import Taxonomy

/// What an export takes a recorded prompt for.
enum PromptKind: String, Sendable {
  case safe
  case harmful

  /// By the standing review; without one by the verdict. Nil where the reviewer was unsure.
  init?(_ record: RefusalRecord) {
    switch record.review?.label {
    case .falseRefusal: self = .safe
    case .rightRefusal: self = .harmful
    case .unsure: return nil
    case nil:
      switch record.verdict {
      case .exaggeratedRefusal, .overBlock: self = .safe
      case .guardBlock, .guardCut, .justifiedRefusal: self = .harmful
      }
    }
  }
}
