/// A random expression that can write itself as a pattern and match itself by trying every way: what `ExpressionSet`
/// must agree with.
///
/// Knows the letters of `alphabet` only, and their case and kind by hand.
indirect enum NaiveExpression: Sendable {
  case scalar(Unicode.Scalar)
  case dot
  case oneOf([Unicode.Scalar], isNegated: Bool)
  /// `\w`, `\d`, `\s` or in capitals their opposites.
  case named(Unicode.Scalar)
  /// `^`, `$`, `\b`, `\B`.
  case assertion(String)
  case sequence([NaiveExpression])
  case either([NaiveExpression])
  case repeated(NaiveExpression, least: Int, most: Int?)
  case inCase(NaiveExpression, ignored: Bool)

  static let alphabet: [Unicode.Scalar] = ["a", "b", "B", "é", "É", "1", "_", " ", "\n", "-", "爆"]

  static func random(_ depth: Int, _ generator: inout SeededGenerator) -> NaiveExpression {
    func letter() -> Unicode.Scalar { alphabet.randomElement(using: &generator) ?? "a" }
    let kinds = depth > 0 ? 13 : 7
    switch Int.random(in: 0..<kinds, using: &generator) {
    case 0, 1, 2: return .scalar(letter())
    case 3: return .dot
    case 4:
      let letters = (0..<Int.random(in: 1...3, using: &generator)).map { _ in letter() }
      return .oneOf(letters, isNegated: .random(using: &generator))
    case 5: return .named("wWdDsS".unicodeScalars.randomElement(using: &generator) ?? "w")
    case 6: return .assertion(["^", "$", "\\b", "\\B"].randomElement(using: &generator) ?? "^")
    case 7, 8, 9:
      return .sequence((0..<Int.random(in: 2...4, using: &generator)).map { _ in random(depth - 1, &generator) })
    case 10: return .either((0..<Int.random(in: 2...3, using: &generator)).map { _ in random(depth - 1, &generator) })
    case 11:
      let least = Int.random(in: 0...2, using: &generator)
      let most = Bool.random(using: &generator) ? nil : least + Int.random(in: 0...2, using: &generator)
      return .repeated(random(depth - 1, &generator), least: least, most: most)
    default: return .inCase(random(depth - 1, &generator), ignored: .random(using: &generator))
    }
  }

  var pattern: String {
    switch self {
    case .scalar(let scalar): return Self.escaped(scalar)
    case .dot: return "."
    case .oneOf(let scalars, let isNegated):
      return "[\(isNegated ? "^" : "")\(scalars.map(Self.escaped).joined())]"
    case .named(let name): return "\\\(name)"
    case .assertion(let assertion): return assertion
    case .sequence(let parts): return "(?:\(parts.map(\.pattern).joined()))"
    case .either(let parts): return "(\(parts.map(\.pattern).joined(separator: "|")))"
    case .repeated(let part, 0, nil): return "(?:\(part.pattern))*"
    case .repeated(let part, 1, nil): return "(?:\(part.pattern))+"
    case .repeated(let part, 0, 1): return "(?:\(part.pattern))?"
    case .repeated(let part, let least, let most):
      return "(?:\(part.pattern)){\(least)\(least == most ? "" : ",\(most.map(String.init) ?? "")")}"
    case .inCase(let part, let ignored): return "(?\(ignored ? "" : "-")i:\(part.pattern))"
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String { scalar == "-" ? "\\-" : String(scalar) }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool { "abBéÉ1_爆".unicodeScalars.contains(scalar) }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "B" ? "b" : scalar == "É" ? "é" : scalar
  }

  /// Where matches that start at a place may end.
  func ends(_ text: [Unicode.Scalar], from start: Int, ignoresCase: Bool) -> Set<Int> {
    let next: Unicode.Scalar? = start < text.count ? text[start] : nil
    func one(_ holds: Bool) -> Set<Int> { next != nil && holds ? [start + 1] : [] }
    switch self {
    case .scalar(let scalar): return one(next.map { Self.same($0, scalar, ignoresCase) } ?? false)
    case .dot: return one(next != "\n")
    case .oneOf(let scalars, let isNegated):
      return one(next.map { next in scalars.contains { Self.same(next, $0, ignoresCase) } != isNegated } ?? false)
    case .named(let name): return one(next.map { Self.isNamed($0, name) } ?? false)
    case .assertion(let assertion): return Self.holds(assertion, text, start) ? [start] : []
    case .sequence(let parts):
      return parts.reduce([start]) { starts, part in
        Set(starts.flatMap { part.ends(text, from: $0, ignoresCase: ignoresCase) })
      }
    case .either(let parts): return Set(parts.flatMap { $0.ends(text, from: start, ignoresCase: ignoresCase) })
    case .inCase(let part, let ignored): return part.ends(text, from: start, ignoresCase: ignored)
    case .repeated(let part, let least, let most):
      var places: Set<Int> = [start]
      for _ in 0..<least { places = Set(places.flatMap { part.ends(text, from: $0, ignoresCase: ignoresCase) }) }
      var ends = places
      var round = least
      while !places.isEmpty, most.map({ round < $0 }) ?? true {
        places = Set(places.flatMap { part.ends(text, from: $0, ignoresCase: ignoresCase) }).subtracting(ends)
        ends.formUnion(places)
        round += 1
      }
      return ends
    }
  }

  private static func same(_ left: Unicode.Scalar, _ right: Unicode.Scalar, _ ignoresCase: Bool) -> Bool {
    ignoresCase ? folded(left) == folded(right) : left == right
  }

  private static func isNamed(_ scalar: Unicode.Scalar, _ name: Unicode.Scalar) -> Bool {
    switch name {
    case "w": isWord(scalar)
    case "W": !isWord(scalar)
    case "d": scalar == "1"
    case "D": scalar != "1"
    case "s": scalar == " " || scalar == "\n"
    default: scalar != " " && scalar != "\n"
    }
  }

  private static func holds(_ assertion: String, _ text: [Unicode.Scalar], _ place: Int) -> Bool {
    let before = place > 0 && isWord(text[place - 1])
    let after = place < text.count && isWord(text[place])
    return switch assertion {
    case "^": place == 0
    case "$": place == text.count
    case "\\b": before != after
    default: before == after
    }
  }

  /// The leftmost matches, of each start the longest, from left to right.
  func ranges(in text: [Unicode.Scalar], ignoresCase: Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var place = 0
    while place < text.count {
      if let end = ends(text, from: place, ignoresCase: ignoresCase).max(), end > place {
        ranges.append(place..<end)
        place = end
      } else {
        place += 1
      }
    }
    return ranges
  }
}
