import Taxonomy
import TextNormalising

/// The phrases, expressions and personal data that a policy's conditions look for, ready to be looked for at once.
struct PolicyPatterns: Sendable {
  /// Indices into the folder's `PatternTable`, in the matcher's order.
  private let listIndices: [Int]
  private let expressionIndices: [Int]
  private let phrases: PhraseMatcher?
  private let expressions: ExpressionSet?
  private let expressionLengths: [Int: Int]
  private let personalData: PersonalDataFinder

  /// What was found in a text.
  struct Findings: Sendable {
    var lists = MatchedIndices()
    var expressions = MatchedIndices()
  }

  /// What is to be looked for.
  struct Wanted: Hashable {
    /// Indices into the folder's `PatternTable`.
    var lists: Set<Int> = []
    var expressions: Set<Int> = []
    var personalData: Set<PersonalDataKind> = []

    init(_ target: RedactionTarget) {
      lists = Set(target.phrases)
      expressions = Set(target.expressions)
      personalData = Set(target.personalData)
    }

    init(_ conditions: [Condition]) {
      for leaf in conditions.flatMap(\.leaves) {
        switch leaf {
        case .phrases(let indices): lists.formUnion(indices)
        case .expressions(let indices): expressions.formUnion(indices)
        case .personalData(let named): personalData.formUnion(named)
        default: break
        }
      }
    }
  }

  /// - Throws: when the phrases or expressions together go over what can be looked for.
  init(_ wanted: Wanted, in table: PatternTable) throws(PatternsFault) {
    listIndices = wanted.lists.sorted()
    expressionIndices = wanted.expressions.sorted()
    do throws(PhraseFaults) {
      phrases =
        try listIndices.isEmpty ? nil : PhraseMatcher(lists: listIndices.map { Self.spellings(table.lists[$0]) })
    } catch { throw PatternsFault(description: error.faults[0].message) }
    do throws(ExpressionFault) {
      expressions = try expressionIndices.isEmpty ? nil : ExpressionSet(expressionIndices.map { table.expressions[$0] })
    } catch { throw PatternsFault(description: error.message) }
    var lengths: [Int: Int] = [:]
    for index in expressionIndices { lengths[index] = table.expressions[index].longestMatch }
    expressionLengths = lengths
    personalData = PersonalDataFinder(wanted.personalData)
  }

  /// The phrases as they are written, for texts as they came, and as the normalised texts have them.
  private static func spellings(_ phrases: [String]) -> [String] {
    phrases
      + phrases.compactMap { phrase in
        let normalised = TextNormaliser.normalised(phrase)
        return normalised.utf8.elementsEqual(phrase.utf8) ? nil : normalised
      }
  }

  /// What the views of a text hold, any of them counting.
  func findings(in views: [TextView]) -> Findings {
    var findings = Findings()
    for view in views {
      if let phrases {
        for index in phrases.lists(in: view.text) { findings.lists.insert(listIndices[index]) }
      }
      if let expressions {
        for index in expressions.matching(in: view.text) { findings.expressions.insert(expressionIndices[index]) }
      }
    }
    return findings
  }

  /// Kinds of personal data in a text.
  func personalData(in text: String) -> Set<PersonalDataKind> { Set(personalData.find(in: text).map(\.kind)) }

  /// Where a text as it came holds what is to be replaced, in any of its views: sorted, and not overlapping.
  ///
  /// - Parameter views: of the text; none where it is to be taken as it stands.
  func ranges(of target: RedactionTarget, in text: String, views: [TextView] = []) -> [TextRedaction] {
    var found = located(target, in: text, isComplete: true).found
    if views.contains(where: { $0.text != text }) {
      var disguised = DisguisedMatches(in: text) { located(target, in: $0, isComplete: true).found }
      disguised.find(views: views)
      found += disguised.found
    }
    return TextRedaction.joined(found)
  }

  /// The same in a text that more may follow, and from which byte on its end is not settled.
  func ranges(of target: RedactionTarget, inBeginning text: String) -> (found: [TextRedaction], openFrom: Int) {
    let (matches, openTail) = located(target, in: text, isComplete: false)
    let found = TextRedaction.joined(matches)
    var open = openTail
    if let phrases, !target.phrases.isEmpty { open = min(open, text.utf8.count - phrases.openBytes(atEndOf: text)) }
    for index in target.expressions {
      guard let longest = expressionLengths[index] else { return (found, 0) }
      open = min(open, text.utf8.count - text.unicodeScalars.suffix(longest + 1).reduce(0) { $0 + UTF8.width($1) })
    }
    return (found, max(0, open))
  }

  /// What is found, and from which byte on personal data is not settled; the text's length where nothing is open.
  private func located(
    _ target: RedactionTarget, in text: String, isComplete: Bool
  ) -> (found: [TextRedaction], openTail: Int) {
    var found: [TextRedaction] = []
    var openTail = text.utf8.count
    if !target.personalData.isEmpty {
      // All kinds of the stage are looked for: where two lie at one place, which one is there does not hang on the rule.
      let scan = personalData.scan(text, moreFollows: !isComplete)
      openTail = scan.openTail
      // What is open counts as it would if nothing followed: a stream cannot hold it without end.
      let open = isComplete ? [] : personalData.find(in: text, from: openTail)
      found += (scan.matches + open).filter { target.personalData.contains($0.kind) }
        .compactMap { TextRedaction(range: $0.range, label: $0.kind.label) }
    }
    if let phrases, !target.phrases.isEmpty {
      var wanted = MatchedIndices()
      for (position, index) in listIndices.enumerated() where target.phrases.contains(index) { wanted.insert(position) }
      found += phrases.ranges(of: wanted, in: text).compactMap {
        TextRedaction(range: $0, label: .phrase)
      }
    }
    if let expressions {
      for (position, index) in expressionIndices.enumerated() where target.expressions.contains(index) {
        found += expressions.ranges(of: position, in: text).compactMap {
          TextRedaction(range: $0, label: .phrase)
        }
      }
    }
    return (found, openTail)
  }
}

/// Why what a policy looks for cannot be looked for.
struct PatternsFault: Error, CustomStringConvertible {
  var description: String
}
