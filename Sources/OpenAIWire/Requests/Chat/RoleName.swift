import Taxonomy

/// The roles of the protocol; the raw value is the name on the wire.
enum RoleName: String, CaseIterable, Sendable {
  case system, developer, user, assistant, tool, function

  static let table = JSONNameTable<RoleName>()

  var role: SpeakerRole {
    switch self {
    case .system: .system
    case .developer: .developer
    case .user: .user
    case .assistant: .assistant
    case .tool, .function: .tool
    }
  }
}
