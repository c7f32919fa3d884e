import Taxonomy

/// Collects the texts of a conversation within its limits.
struct ConversationBuilder {
  private let limits: ChatLimits
  private(set) var texts: [JudgedText] = []
  private var textBytes = 0
  /// Kept only when the body is read once more to be changed.
  private(set) var trace: ConversationTrace?

  init(limits: ChatLimits, isTraced: Bool) {
    self.limits = limits
    trace = isTraced ? ConversationTrace() : nil
    texts.reserveCapacity(8)
  }

  /// Adds a text; an empty one carries nothing and is left out.
  @inline(__always)
  mutating func add(
    _ words: TracedText, role: SpeakerRole, message: Int?, path: @autoclosure () -> String,
    source: (([TextPiece]) -> TextSource)? = nil
  ) throws(ChatRequestFault) {
    let size = words.text.utf8.count
    guard size > 0 else { return }
    textBytes &+= size
    guard texts.count < limits.maxTexts else {
      throw .tooLarge("messages", "\(limits.maxTexts) texts")
    }
    guard textBytes <= limits.maxTextBytes else {
      throw .tooLarge("messages", "\(limits.maxTextBytes) bytes of text")
    }
    texts.append(JudgedText(role: role, place: TextPlace(message: message, path: path()), text: words.text))
    trace?.sources.append(source?(words.pieces) ?? .strings(words.pieces))
  }

  /// Notes that a message was read to its end.
  mutating func noteMessage(_ range: Range<Int>, isInstruction: Bool) {
    trace?.messages.append(ConversationTrace.Message(range: range, isInstruction: isInstruction))
  }

  /// Gives the texts from `first` on the role that their message turned out to have.
  mutating func setRole(_ role: SpeakerRole, from first: Int) {
    for index in first..<texts.count { texts[index].role = role }
  }
}
