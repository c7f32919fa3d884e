import Taxonomy

/// Collects the texts of a conversation within its limits.
struct ConversationBuilder {
  private let limits: RequestLimits
  /// The field that messages stand in.
  private let list: TextPlace.List
  private(set) var texts: [JudgedText] = []
  private(set) var unjudged = UnjudgedContent()
  private var textBytes = 0
  /// Kept only when the body is read once more to be changed.
  var trace: ConversationTrace?

  init(limits: RequestLimits, isTraced: Bool, list: TextPlace.List = .messages) {
    self.limits = limits
    self.list = list
    trace = isTraced ? ConversationTrace() : nil
    texts.reserveCapacity(8)
  }

  /// Adds a text; an empty one carries nothing and is left out.
  @inline(__always)
  mutating func add(
    _ words: TracedText, role: SpeakerRole, message: Int?, path: @autoclosure () -> String,
    source: (([TextPiece]) -> TextSource)? = nil
  ) throws(ModelRequestFault) {
    let size = words.text.utf8.count
    guard size > 0 else { return }
    textBytes &+= size
    guard texts.count < limits.maxTexts else {
      throw .tooLarge(list.field, "\(limits.maxTexts) texts")
    }
    guard textBytes <= limits.maxTextBytes else {
      throw .tooLarge(list.field, "\(limits.maxTextBytes) bytes of text")
    }
    texts.append(JudgedText(role: role, place: place(message, path()), text: words.text))
    trace?.sources.append(source?(words.pieces) ?? .strings(words.pieces))
  }

  /// Adds the words of something that the protocol does not define, and notes where it is.
  @inline(__always)
  mutating func addUnknown(
    _ words: TracedText, message: Int?, path: @autoclosure () -> String
  ) throws(ModelRequestFault) {
    guard !words.text.isEmpty else { return }
    if unjudged.unknown == nil { unjudged.unknown = place(message, path()) }
    try add(words, role: .unknown, message: message, path: path())
  }

  /// Notes where something is that the protocol does not define, whether it has words or not.
  mutating func noteUnknown(message: Int?, path: @autoclosure () -> String) {
    if unjudged.unknown == nil { unjudged.unknown = place(message, path()) }
  }

  /// Notes where a prompt of token numbers is.
  mutating func noteTokens(message: Int?, path: @autoclosure () -> String) {
    if unjudged.tokens == nil { unjudged.tokens = place(message, path()) }
  }

  /// Notes where an image, audio, video or file is.
  mutating func noteMedia(message: Int?, path: @autoclosure () -> String) {
    if unjudged.media == nil { unjudged.media = place(message, path()) }
  }

  func place(_ message: Int?, _ path: String) -> TextPlace {
    TextPlace(message: message, path: path, list: list)
  }

  /// Notes that a message was read to its end.
  mutating func noteMessage(_ range: Range<Int>, isInstruction: Bool) {
    trace?.messages.append(ConversationTrace.Message(range: range, isInstruction: isInstruction))
  }

  /// Gives the texts from `first` on the role that their message turned out to have.
  mutating func setRole(_ role: SpeakerRole, from first: Int) {
    for index in first..<texts.count { texts[index].role = role }
  }

  /// Gives these texts a role of their own.
  mutating func setRole(_ role: SpeakerRole, of range: Range<Int>) {
    for index in range { texts[index].role = role }
  }
}
