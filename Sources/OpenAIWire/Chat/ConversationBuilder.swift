import Taxonomy

/// Collects the texts of a conversation within its limits.
struct ConversationBuilder {
  private let limits: ChatLimits
  private(set) var texts: [JudgedText] = []
  private var textBytes = 0

  init(limits: ChatLimits) {
    self.limits = limits
    texts.reserveCapacity(8)
  }

  /// Adds a text; an empty one carries nothing and is left out.
  @inline(__always)
  mutating func add(
    _ text: String, role: SpeakerRole, message: Int?, path: @autoclosure () -> String
  ) throws(ChatRequestFault) {
    let size = text.utf8.count
    guard size > 0 else { return }
    textBytes &+= size
    guard texts.count < limits.maxTexts else {
      throw .tooLarge("messages", "\(limits.maxTexts) texts")
    }
    guard textBytes <= limits.maxTextBytes else {
      throw .tooLarge("messages", "\(limits.maxTextBytes) bytes of text")
    }
    texts.append(JudgedText(role: role, place: TextPlace(message: message, path: path()), text: text))
  }

  /// Gives the texts from `first` on the role that their message turned out to have.
  mutating func setRole(_ role: SpeakerRole, from first: Int) {
    for index in first..<texts.count { texts[index].role = role }
  }
}
