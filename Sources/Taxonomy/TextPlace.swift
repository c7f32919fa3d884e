/// Where in a request a text was found, for explanations and records.
package struct TextPlace: Sendable, Hashable, CustomStringConvertible {
  /// The field that holds what is said.
  package enum List: String, Sendable {
    case messages
    /// Items of OpenAI's `/v1/responses`.
    case input
    /// Prompts of OpenAI's `/v1/completions`.
    case prompt
    /// Inputs of OpenAI's embeddings and moderations.
    case inputs

    /// Its name on the wire.
    package var field: String { self == .inputs ? "input" : rawValue }

    /// Whether its entries are messages of a conversation, so that paths begin below them. If not, all of the request
    /// can be one message, and paths begin at its top.
    package var holdsMessages: Bool {
      switch self {
      case .messages, .input: true
      case .prompt, .inputs: false
      }
    }
  }

  /// Index of the message, item or input; nil for a text outside of them, such as a tool definition.
  package var message: Int?
  /// Path below the message, or from the top where there is no message or the list holds none: `content`,
  /// `content[1].text`, `tools[0]`, `prompt[1]`. Empty where the message itself is the text.
  package var path: String
  package var list: List

  package init(message: Int?, path: String, list: List = .messages) {
    self.message = message
    self.path = path
    self.list = list
  }

  package var description: String {
    guard let message, list.holdsMessages else { return path }
    return path.isEmpty ? "\(list.field)[\(message)]" : "\(list.field)[\(message)].\(path)"
  }
}
