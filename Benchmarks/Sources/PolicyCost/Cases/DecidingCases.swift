import Policy
import Taxonomy
import TextNormalising

/// Deciding about prompts: the whole, and each part of it by itself.
///
/// Each case goes through many texts of a kind and counts as one: of a single text the processor would learn by heart
/// which way every branch goes, and deciding would look a quarter cheaper than it is.
struct DecidingCases {
  private static let count = 32
  /// Texts of one request.
  private static let turns = 6

  private let policies: OwnPolicies
  private let phrases: PhraseMatcher
  private let expressions: ExpressionSet
  private let data = PersonalDataFinder(Set(PersonalDataKind.allCases))

  init(_ policies: OwnPolicies) throws {
    self.policies = policies
    phrases = try PhraseMatcher(lists: policies.lists)
    expressions = try ExpressionSet(OwnExpressions.fifty.map { try TextExpression($0) })
  }

  func all() throws -> [MeasuredCase] {
    var own = OwnTexts(seed: 3)
    func some(_ make: (Int) -> String) -> [String] { (0..<Self.count).map(make) }
    let prose = some { _ in own.prose() }
    let harmless = [
      ("prose", prose),
      ("words", some { _ in own.prose(of: Words.plain + Words.apart) }),
      ("code", some { _ in own.code() }),
      ("german", some { _ in own.prose(of: Words.german) }),
      ("russian", some { _ in own.prose(of: Words.russian) }),
      ("disguised", some { _ in own.disguised() }),
    ]
    let data = ["device 00:1b:63:84:45:e6", "wallet 0x52908400098527886E0F7030069857D2E4169EE7"]
    let lists = policies.lists.map(OwnPhrases.alone)
    let found = some { own.prose(holding: [lists[0][$0], lists[5][$0], lists[45][$0]] + data) }
    let hidden = some { own.disguised(hiding: lists[0][$0]) }
    var cases = try harmless.flatMap { name, texts in
      try [deciding("decide/\(name)", texts, .allow)] + parts(name, texts)
    }
    cases.append(try deciding("decide/six", prose, .allow, together: Self.turns))
    cases.append(try deciding("decide/found", found, .redact))
    cases.append(try deciding("decide/disguised-found", hidden, .redact))
    cases.append(try deciding("decide/refused", some { own.prose(holding: [lists[49][$0]]) }, .refuse))
    for (rules, policy) in policies.scores {
      cases.append(try deciding("rules/\(rules)", prose, .allow, under: policy))
    }
    return cases
  }

  private enum Expected { case allow, redact, refuse }

  /// - Parameter together: texts of one request; a case counts requests.
  private func deciding(
    _ name: String, _ texts: [String], _ expected: Expected, under policy: CompiledPolicy? = nil, together: Int = 1
  ) throws -> MeasuredCase {
    let policy = policy ?? policies.whole
    let requests = stride(from: 0, through: texts.count - together, by: together).map {
      OwnRequest.items(Array(texts[$0..<$0 + together]))
    }
    for request in requests {
      let ruling = policy.rule(onPrompt: request, facts: OwnRequest.facts)
      let isExpected =
        switch expected {
        case .allow: ruling.decision.ruleIDs.isEmpty && !ruling.decision.withholds && !ruling.changesRequest
        case .redact: !ruling.decision.withholds && !ruling.redactions.isEmpty
        case .refuse: ruling.decision.withholds
        }
      guard isExpected else { throw WrongFigures("\(name) is decided otherwise than expected: \(ruling)") }
    }
    let views = texts.reduce(0) { $0 + TextNormaliser.views(of: $1).count }
    return MeasuredCase(
      name, divisor: Double(requests.count), facts: ["views": Double(views) / Double(texts.count)]
    ) {
      requests.reduce(0) { sum, request in
        let ruling = policy.rule(onPrompt: request, facts: OwnRequest.facts)
        return sum &+ ruling.decision.ruleIDs.count &+ ruling.redactions.count
      }
    }
  }

  /// What deciding about a text is made of, each over all the views that it looks at.
  private func parts(_ name: String, _ texts: [String]) -> [MeasuredCase] {
    let views = texts.map { TextNormaliser.views(of: $0).map(\.text) }
    let every = views.flatMap(\.self)
    // As it came, too, where that is something else.
    let searched = zip(texts, views).flatMap { text, views in [text] + views.filter { $0 != text } }
    func part(_ part: String, _ body: @escaping () -> Int) -> MeasuredCase {
      MeasuredCase("part/\(name)/\(part)", divisor: Double(texts.count), body: body)
    }
    return [
      part("views") { texts.reduce(0) { $0 &+ TextNormaliser.views(of: $1).count } },
      part("phrases") { every.reduce(0) { $0 &+ phrases.lists(in: $1).count } },
      part("expressions") { every.reduce(0) { $0 &+ expressions.matching(in: $1).count } },
      part("data") { searched.reduce(0) { $0 &+ data.find(in: $1).count } },
      part("language") { views.reduce(0) { $0 &+ (LanguageGuess.of($1[0])?.utf8.count ?? 0) } },
    ]
  }
}
