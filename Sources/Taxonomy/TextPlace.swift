/// Where in a request a text was found, for explanations and records.
package struct TextPlace: Sendable, Hashable, CustomStringConvertible {
  /// Index into `messages`; nil for a text outside the messages, such as a tool definition.
  package var message: Int?
  /// Path below the message, or from the top where there is no message: `content`, `content[1].text`, `tools[0]`.
  package var path: String

  package init(message: Int?, path: String) {
    self.message = message
    self.path = path
  }

  package var description: String {
    guard let message else { return path }
    return "messages[\(message)].\(path)"
  }
}
