import NIOCore
import Taxonomy

/// Changing a request; every byte that a change does not name stays as it came.
extension ModelRequest {
  /// The request with a policy's change, its body rendered from the body that was judged and read again.
  ///
  /// What is taken out of a text is gone from every reading of the strings that it stands in: from parts that are judged
  /// joined, and from a tool call's arguments and the reading of their escapes. Where it reaches over several strings,
  /// the first gets the label (in a reading of escapes, each). Arguments that were JSON are still JSON: a number becomes a string, the structure stays.
  /// Keys in a field of unknown structure change as strings do, numbered where there are several. The same words in
  /// another string are another text's: whoever finds must look there too.
  ///
  /// - Parameters:
  ///   - limits: those that the request was parsed with.
  ///   - byteLimit: the longest body that may come of it.
  package func changed(
    _ change: RequestChange, limits: RequestLimits = RequestLimits(), byteLimit: Int
  ) throws(RequestChangeFault) -> ModelRequest {
    guard !change.isEmpty else { return self }
    let trace = trace(json: limits.json)
    var edits = DocumentEdits()
    if let system = change.system {
      // Where nothing is generated, there is nothing to instruct: Ollama only loads a model when there are no messages.
      let generates = dialect.generatesText && !(dialect == .ollamaChat && trace.messages.isEmpty)
      guard edits.rewrite(system, trace) || !generates else { throw .noPlaceForSystemMessage }
    }
    if let model = change.model { edits.name(model, in: body, limits: limits.json) }
    try redact(change.redactions, trace, &edits)
    guard let body = edits.applied(to: body, byteLimit: byteLimit) else { throw .tooLarge(limit: byteLimit) }
    // It was within its limits as it came; labels and a message of the policy's must not push it over them.
    var limits = limits
    limits.maxMessages += 1
    limits.maxTexts += 1
    limits.maxTextBytes = .max
    do { return try ModelRequest.parse(body, dialect: dialect, limits: limits) } catch { throw .unacceptable(error) }
  }

  private func redact(
    _ redactions: [Int: [TextRedaction]], _ trace: ConversationTrace, _ edits: inout DocumentEdits
  ) throws(RequestChangeFault) {
    var redactions = redactions
    // From the last text on: the reading of arguments comes after them, and what is found in it is taken out of them.
    for index in redactions.keys.sorted(by: >) {
      guard conversation.texts.indices.contains(index) else { throw .noSuchText(index: index) }
      guard case .reading(let original, let pieces) = trace.sources[index] else { continue }
      let found = try settled(redactions[index] ?? [], ofText: index)
      redactions[index] = nil
      redactions[original, default: []] += try translated(found, pieces, to: original)
    }
    for (index, found) in redactions {
      try redact(found, ofText: index, trace.sources[index], &edits)
    }
  }

  private func settled(
    _ redactions: [TextRedaction], ofText index: Int
  ) throws(RequestChangeFault) -> [TextRedaction] {
    let bytes = Array(conversation.texts[index].text.utf8)
    for redaction in redactions where redaction.range.lowerBound < 0 || redaction.range.upperBound > bytes.count {
      throw .noSuchText(index: index)
    }
    return Redactions.settled(redactions, in: bytes, bounds: 0..<bytes.count)
  }

  /// What was found in the reading of arguments, as stretches of the arguments themselves, one for each string.
  private func translated(
    _ redactions: [TextRedaction], _ pieces: [TextPiece], to original: Int
  ) throws(RequestChangeFault) -> [TextRedaction] {
    guard let found = TextPiece.sources(of: redactions, in: pieces, of: conversation.texts[original].text) else {
      throw .unreachable(conversation.texts[original].place)
    }
    return found
  }

  private func redact(
    _ redactions: [TextRedaction], ofText index: Int, _ source: TextSource, _ edits: inout DocumentEdits
  ) throws(RequestChangeFault) {
    let found = try settled(redactions, ofText: index)
    let place = conversation.texts[index].place
    switch source {
    case .strings(let pieces):
      for redaction in found {
        let edit = TextEdit(range: redaction.range, replacement: redaction.label.text)
        guard edits.change(edit, of: pieces) else { throw .unreachable(place) }
      }
    case .arguments(let pieces):
      let bytes = Array(conversation.texts[index].text.utf8)
      var editor = ArgumentsEditor()
      let (changes, missed) = editor.read(found, in: bytes, to: bytes.count, isComplete: true)
      guard missed.isEmpty else { throw .unreachable(place) }
      for edit in changes where !edits.change(edit, of: pieces) { throw .unreachable(place) }
    case .reading: preconditionFailure("a reading's redactions were translated to the text that it is read from")
    }
  }
}
