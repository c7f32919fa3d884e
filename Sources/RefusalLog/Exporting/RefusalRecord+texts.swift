import Taxonomy

extension RefusalRecord {
  /// A text of a record as an export can use it.
  enum KeptText: Equatable {
    case whole(String)
    /// The record's content mode keeps none, or there was none.
    case missing
    case cutShort
  }

  var keptPrompt: KeptText { kept(prompt, of: promptBytes) }

  /// An answer to the end, that the model gave and that refuses in one of these ways; the first before a retry's.
  func answer(refusing kinds: Set<RefusalKind>) -> KeptText? {
    var found: KeptText?
    for answer in answers where answer.kind.map(kinds.contains) ?? false {
      if case .whole = answer.text { return answer.text }
      found = found ?? answer.text
    }
    return found
  }

  /// The answers that came to their end.
  private var answers: [(text: KeptText, kind: RefusalKind?)] {
    var answers: [(text: KeptText, kind: RefusalKind?)] = []
    // What was cut or broke off is no example of an answer.
    let isCut = verdict == .guardCut && isEnforced
    if answerBytes != nil, delivery == .complete, !isCut {
      answers.append((kept(answer, of: answerBytes), refusalKind))
    }
    if let retry, retry.answerBytes != nil {
      answers.append((kept(retry.answer, of: retry.answerBytes), retry.refusalKind))
    }
    return answers
  }

  func kept(_ text: String?, of bytes: Int?) -> KeptText {
    guard let text, let bytes, !text.isEmpty else { return .missing }
    switch contentMode {
    case .none, .hashed: return .missing
    case .full: return text.utf8.count >= bytes ? .whole(text) : .cutShort
    case .redacted:
      // Redaction changes the length, so only what stays clear of the limit is known to be whole.
      let limit = RecordedContent.defaultByteLimit
      return bytes <= limit && text.utf8.count < limit - 3 ? .whole(text) : .cutShort
    }
  }
}
