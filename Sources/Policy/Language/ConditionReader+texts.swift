import Taxonomy

extension ConditionReader {
  /// The conditions on a text itself, on its speaker, and on who asks for what.
  func textConditions(_ mapping: MappingReader) -> [Condition?] {
    var conditions: [Condition?] = []
    if let node = mapping["pii"] {
      conditions.append(values.words(node, "pii", as: PersonalDataKind.self).map(Condition.personalData))
    }
    if let node = mapping["any_phrase"] { conditions.append(anyPhrase(node)) }
    if let node = mapping["phrase_list"] { conditions.append(phraseList(node)) }
    if let node = mapping["expression"] { conditions.append(expression(node)) }
    if let node = mapping["language"] {
      let known = LanguageGuess.known
      let languages = values.texts(node, "language", limit: Self.listLimit) { text, mark in
        if known.contains(text) { return true }
        faults.add(
          mark, "\(text.quoted) is no language that can be told apart; known: \(known.joined(separator: ", "))")
        return false
      }
      conditions.append(languages.map(Condition.language))
    }
    if let node = mapping["length"] { conditions.append(length(node).map(Condition.length)) }
    if let node = mapping["role"] {
      conditions.append(role(node, at: mapping.mark(of: "role")))
    }
    if let node = mapping["app"] { conditions.append(names(node, "app").map(Condition.app)) }
    if let node = mapping["model"] { conditions.append(names(node, "model").map(Condition.model)) }
    return conditions
  }

  /// Names, or how they begin: `llama-3*`.
  func names(_ node: SourceNode, _ what: String) -> [NamePattern]? {
    values.texts(node, what, limit: Self.listLimit) { text, mark in
      if text.dropLast().contains("*") {
        faults.add(mark, "\(text.quoted) has `*` before its end; only names that begin alike can be asked for")
        return false
      }
      return true
    }?.map(NamePattern.init)
  }

  private func anyPhrase(_ node: SourceNode) -> Condition? {
    let phrases = values.texts(node, "any_phrase", limit: PhraseListReader.phraseLimit) { text, mark in
      PhraseListReader.accepts(text, at: mark, faults: faults)
    }
    return phrases.map { .phrases([context.patterns.list($0)]) }
  }

  private func phraseList(_ node: SourceNode) -> Condition? {
    var indices: [Int] = []
    let names = values.texts(node, "phrase_list", limit: Self.listLimit) { name, mark in
      if let index = phraseLists[name] {
        indices.append(index)
        return true
      }
      faults.addUnknown(
        mark,
        "unknown phrase list \(name.quoted)\(NearestWord.hint(for: name, among: phraseLists.keys.sorted()))")
      return false
    }
    return names == nil ? nil : .phrases(indices)
  }

  private func expression(_ node: SourceNode) -> Condition? {
    var indices: [Int] = []
    let patterns = values.texts(node, "expression", limit: Self.listLimit) { pattern, mark in
      do throws(ExpressionFault) {
        indices.append(try context.patterns.expression(pattern))
        return true
      } catch {
        faults.add(mark, "the expression \(pattern.quoted) cannot be used: \(error)")
        return false
      }
    }
    return patterns == nil ? nil : .expressions(indices)
  }

  private func length(_ node: SourceNode) -> CountRange? {
    guard let mapping = MappingReader(node, what: "length", keys: Self.bounds, faults: faults),
      let (bound, node) = oneBound(in: mapping, "length")
    else { return nil }
    switch bound {
    case "at_least":
      return values.integer(node, bound, in: Self.lengthBounds).map { CountRange(lower: $0, upper: .max) }
    case "below":
      return values.integer(node, bound, in: 1...Self.lengthBounds.upperBound).map { CountRange(lower: 0, upper: $0) }
    default:
      return pair(node, read: { values.integer($0, "between", in: Self.lengthBounds) }).map {
        CountRange(lower: $0, upper: $1)
      }
    }
  }

  private func role(_ node: SourceNode, at mark: SourceMark) -> Condition? {
    let roles = values.words(node, "role", as: SpeakerRole.self)
    if stage == .response {
      faults.add(mark, "`role` is known of prompts only; an answer is always the assistant's")
      return nil
    }
    return roles.map(Condition.role)
  }
}
