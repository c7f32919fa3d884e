import Policy
import Taxonomy
import TextNormalising

/// Deciding about prompts: the whole, and each part of it by itself.
struct DecidingCases {
  private let policies: OwnPolicies
  /// By what the report calls them.
  private let texts: [(name: String, text: String, changes: Bool)]
  private let many: [String]

  init(_ policies: OwnPolicies) {
    self.policies = policies
    var texts = OwnTexts(seed: 3)
    let phrases = [policies.lists[0][7], policies.lists[5][11], policies.lists[45][99]]
    let data = ["device 00:1b:63:84:45:e6", "wallet 0x52908400098527886E0F7030069857D2E4169EE7"]
    self.texts = [
      ("prose", texts.prose(), false),
      ("code", texts.code(), false),
      ("words", texts.prose(of: Words.plain + Words.apart), false),
      ("german", texts.prose(of: Words.german), false),
      ("russian", texts.prose(of: Words.russian), false),
      ("disguised", texts.disguised(), false),
      ("found", texts.prose(holding: phrases + data), true),
      ("disguised-found", texts.disguised(hiding: phrases[0]), true),
    ]
    many = (0..<6).map { _ in texts.prose() }
  }

  func all() throws -> [MeasuredCase] {
    var cases: [MeasuredCase] = []
    for (name, text, changes) in texts {
      cases.append(try deciding("decide/\(name)", [text], changes: changes))
      if !changes { cases += try parts(name, text) }
    }
    cases.append(try deciding("decide/six", many, changes: false))
    cases.append(try refused())
    for (rules, policy) in policies.scores {
      cases.append(try deciding("rules/\(rules)", [texts[0].text], under: policy, changes: false))
    }
    return cases
  }

  private func deciding(
    _ name: String, _ texts: [String], under policy: CompiledPolicy? = nil, changes: Bool
  ) throws -> MeasuredCase {
    let policy = policy ?? policies.whole
    let items = OwnRequest.items(texts)
    let ruling = policy.rule(onPrompt: items, facts: OwnRequest.facts)
    guard ruling.decision.action == .allow, ruling.decision.ruleIDs.isEmpty != changes, ruling.changesRequest == changes
    else { throw WrongFigures("\(name) is decided otherwise than it should be: \(ruling.decision)") }
    let redactions = ruling.redactions.values.reduce(0) { $0 + $1.count }
    return MeasuredCase(name, facts: ["redactions": Double(redactions), "views": Double(views(of: texts[0]).count)]) {
      let ruling = policy.rule(onPrompt: items, facts: OwnRequest.facts)
      return ruling.decision.ruleIDs.count &+ ruling.redactions.count
    }
  }

  private func refused() throws -> MeasuredCase {
    var own = OwnTexts(seed: 5)
    let items = OwnRequest.items([own.prose(holding: [policies.lists[49][3]])])
    let ruling = policies.whole.rule(onPrompt: items, facts: OwnRequest.facts)
    guard ruling.decision.withholds else { throw WrongFigures("a phrase of a list that refuses is let through") }
    return MeasuredCase("decide/refused") {
      policies.whole.rule(onPrompt: items, facts: OwnRequest.facts).decision.ruleIDs.count
    }
  }

  private func views(of text: String) -> [TextView] { TextNormaliser.views(of: text) }

  /// What deciding about a text is made of, each over all the views that it looks at.
  private func parts(_ name: String, _ text: String) throws -> [MeasuredCase] {
    let views = views(of: text).map(\.text)
    let phrases = try PhraseMatcher(lists: policies.lists)
    let expressions = try ExpressionSet(OwnExpressions.fifty.map { try TextExpression($0) })
    let data = PersonalDataFinder(Set(PersonalDataKind.allCases))
    // As it came, too, where that is something else.
    let searched = [text] + views.filter { $0 != text }
    return [
      MeasuredCase("part/\(name)/views") { TextNormaliser.views(of: text).count },
      MeasuredCase("part/\(name)/phrases") { views.reduce(0) { $0 &+ phrases.lists(in: $1).count } },
      MeasuredCase("part/\(name)/expressions") { views.reduce(0) { $0 &+ expressions.matching(in: $1).count } },
      MeasuredCase("part/\(name)/data") { searched.reduce(0) { $0 &+ data.find(in: $1).count } },
      MeasuredCase("part/\(name)/language") { LanguageGuess.of(views[0])?.utf8.count ?? 0 },
      MeasuredCase("part/\(name)/length") { text.unicodeScalars.count },
    ]
  }
}
