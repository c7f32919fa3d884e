import Taxonomy

/// What must hold for a rule to fire, of one judged text.
///
/// What is not known - a score that the classifier does not give, the language of a text that is too short to tell - is
/// unknown, and so is every condition that depends on it, its negation too: a rule fires only when its condition is known
/// to hold.
indirect enum Condition: Sendable, Equatable {
  /// The harm of the text.
  case harm(ScoreRange)
  /// The probability of an attack; known for prompts only.
  case attack(ScoreRange)
  /// At least one of the categories' scores lies in the range.
  case category([HazardCategory], ScoreRange)
  /// The answer is a refusal of one of these kinds; known for answers only.
  case refusal([RefusalKind])
  /// Personal data of one of these kinds is in the text.
  case personalData([PersonalDataKind])
  /// A phrase of one of these lists is in the text; indices into the `PatternTable`.
  case phrases([Int])
  /// One of these expressions matches somewhere in the text; indices into the `PatternTable`.
  case expressions([Int])
  /// The text is written in one of these languages, as far as that can be told.
  case language([String])
  /// The text has so many Unicode scalars.
  case length(CountRange)
  /// The text is one of these speakers'.
  case role([SpeakerRole])
  /// The request came from one of these apps.
  case app([NamePattern])
  /// The request asks for one of these models.
  case model([NamePattern])
  case all([Condition])
  case any([Condition])
  case not(Condition)

  /// How many conditions it is made of, itself among them.
  var nodes: Int { 1 + children.reduce(0) { $0 + $1.nodes } }

  /// The conditions that it joins; none for a plain one.
  var children: [Condition] {
    switch self {
    case .all(let conditions), .any(let conditions): conditions
    case .not(let condition): [condition]
    default: []
    }
  }

  /// The plain conditions that it is made of, those below `not` among them.
  var leaves: [Condition] {
    let children = children
    return children.isEmpty ? [self] : children.flatMap(\.leaves)
  }

  /// The plain conditions that it is made of, without those below `not`: what it can be met by.
  var affirmedLeaves: [Condition] {
    switch self {
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.affirmedLeaves)
    case .not: []
    default: [self]
    }
  }

  /// True when `other` surely holds wherever this holds. False proves nothing: only plain cases are seen through.
  func implies(_ other: Condition) -> Bool {
    switch (self, other) {
    // Where one score is known, all are.
    case (.attack, .harm(let range)) where range.isEverything: true
    case (.category, .harm(let range)) where range.isEverything: true
    case (.harm(let inner), .harm(let outer)), (.attack(let inner), .attack(let outer)): inner.isWithin(outer)
    case (.category(let few, let inner), .category(let many, let outer)):
      inner.isWithin(outer) && few.allSatisfy(many.contains)
    case (.refusal(let few), .refusal(let many)): few.allSatisfy(many.contains)
    case (.personalData(let few), .personalData(let many)): few.allSatisfy(many.contains)
    case (.phrases(let few), .phrases(let many)), (.expressions(let few), .expressions(let many)):
      few.allSatisfy(many.contains)
    case (.language(let few), .language(let many)): few.allSatisfy(many.contains)
    case (.length(let inner), .length(let outer)): inner.isWithin(outer)
    case (.role(let few), .role(let many)): few.allSatisfy(many.contains)
    case (.app(let few), .app(let many)), (.model(let few), .model(let many)): few.allSatisfy(many.contains)
    case (_, .all(let conditions)): conditions.allSatisfy { implies($0) }
    case (.any(let conditions), _): conditions.allSatisfy { $0.implies(other) }
    case (_, .any(let conditions)) where conditions.contains { implies($0) }: true
    case (.all(let conditions), _): conditions.contains { $0.implies(other) }
    default: self == other
    }
  }
}
