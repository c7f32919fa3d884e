import Taxonomy

/// The roles of the protocol; the raw value is the name on the wire.
enum AnthropicRole: String, CaseIterable, Sendable {
  case user, assistant, system

  static let table = JSONNameTable<AnthropicRole>()

  var role: SpeakerRole {
    switch self {
    case .user: .user
    case .assistant: .assistant
    case .system: .system
    }
  }
}
