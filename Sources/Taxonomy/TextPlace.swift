/// Where in a request a text was found, for explanations and records.
package struct TextPlace: Sendable, Hashable, CustomStringConvertible {
  /// The array that holds what is said, by its name on the wire.
  package enum List: String, Sendable {
    case messages
    /// Items of OpenAI's `/v1/responses`, and inputs of its embeddings and moderations.
    case input
    /// Prompts of OpenAI's `/v1/completions`.
    case prompt
  }

  /// Index of the message, item or input; nil for a text outside of them, such as a tool definition.
  package var message: Int?
  /// Path below the message, or from the top where there is no message: `content`, `content[1].text`, `tools[0]`. Empty
  /// where the message itself is the text.
  package var path: String
  package var list: List

  package init(message: Int?, path: String, list: List = .messages) {
    self.message = message
    self.path = path
    self.list = list
  }

  package var description: String {
    guard let message else { return path }
    return path.isEmpty ? "\(list.rawValue)[\(message)]" : "\(list.rawValue)[\(message)].\(path)"
  }
}
