/// Reads a pattern. What it does not know is an error, never a literal: an operator is told at once that a pattern does
/// not mean here what it means elsewhere.
struct ExpressionParser {
  /// The letters that may stand in `(?…)`.
  struct Flags {
    var ignoresCase: Bool
    /// `^` and `$` match at line feeds too.
    var isMultiline = false
    /// `.` matches a line feed too.
    var dotMatchesNewline = false
  }

  static let mostNesting = 100
  /// The most that may stand in `{…}`.
  static let mostRepetitions = 1_000

  let scalars: [Unicode.Scalar]
  let traits = ScalarTraits.shared
  var index = 0
  var flags: Flags
  private var nesting = 0

  init(_ pattern: String, ignoresCase: Bool) {
    scalars = Array(pattern.unicodeScalars)
    flags = Flags(ignoresCase: ignoresCase)
  }

  mutating func parse() throws(ExpressionFault) -> ExpressionNode {
    let node = try parseAlternatives()
    if index < scalars.count {
      throw fault("`)` closes no group: write `\\)` for a parenthesis")
    }
    return node
  }

  var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  func fault(_ message: String, at offset: Int? = nil) -> ExpressionFault {
    ExpressionFault(offset: offset ?? index, message: message)
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  /// Whether the pattern goes on with these scalars.
  func stands(_ text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

  private mutating func parseAlternatives() throws(ExpressionFault) -> ExpressionNode {
    var nodes = [try parseSequence()]
    while take("|") { nodes.append(try parseSequence()) }
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private mutating func parseSequence() throws(ExpressionFault) -> ExpressionNode {
    var nodes: [ExpressionNode] = []
    while let next = peek, next != "|", next != ")" {
      guard let atom = try parseAtom() else { continue }
      nodes.append(try parseRepetition(of: atom))
    }
    if nodes.isEmpty { return .empty }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// - Returns: nil for flags that hold from here on.
  private mutating func parseAtom() throws(ExpressionFault) -> ExpressionNode? {
    let start = index
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "(": return try parseGroup(from: start)
    case "[": return .scalar(try parseClass(from: start))
    case "\\": return try parseEscape(from: start)
    case ".": return .scalar(flags.dotMatchesNewline ? .all : ScalarRanges.newline.inverted)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?":
      throw fault("nothing before `\(scalar)` to repeat: write `\\\(scalar)` for the character", at: start)
    case "{":
      throw fault("nothing before `{` to repeat: write `\\{` for a brace", at: start)
    default: return literal(scalar.value)
    }
  }

  func literal(_ scalar: UInt32) -> ExpressionNode {
    let set = ScalarRanges(scalar)
    return .scalar(flags.ignoresCase ? set.ignoringCase(traits) : set)
  }

  private mutating func parseGroup(from start: Int) throws(ExpressionFault) -> ExpressionNode? {
    nesting += 1
    guard nesting <= Self.mostNesting else {
      throw fault("groups nest deeper than \(Self.mostNesting)", at: start)
    }
    let outer = flags
    if take("?") {
      guard try parseGroupKind(from: start) else {
        nesting -= 1
        return nil
      }
    }
    let node = try parseAlternatives()
    guard take(")") else { throw fault("the group is not closed: `)` is missing", at: start) }
    flags = outer
    nesting -= 1
    return node
  }

  /// What stands after `(?`.
  ///
  /// - Returns: false where it was flags alone, which hold until the group around ends.
  private mutating func parseGroupKind(from start: Int) throws(ExpressionFault) -> Bool {
    let unsupported = [
      ("=", "look-ahead is not supported"), ("!", "look-ahead is not supported"),
      ("<=", "look-behind is not supported"), ("<!", "look-behind is not supported"),
      (">", "an atomic group is not supported, and not needed: matching never goes back; write `(?:`"),
      ("P", "a named group is not supported: write `(?:`"), ("<", "a named group is not supported: write `(?:`"),
      ("'", "a named group is not supported: write `(?:`"), ("#", "a comment is not supported"),
      ("|", "a branch reset is not supported: write `(?:`"), ("(", "a condition is not supported"),
      ("R", "recursion is not supported"), ("&", "recursion is not supported"),
    ]
    for (mark, message) in unsupported where stands(mark) { throw fault(message, at: start) }
    var setting = true
    while let scalar = peek {
      index += 1
      switch scalar {
      case ":": return true
      case ")": return false
      case "-" where setting: setting = false
      case "i": flags.ignoresCase = setting
      case "m": flags.isMultiline = setting
      case "s": flags.dotMatchesNewline = setting
      default:
        throw fault("`\(scalar)` is no flag: there are `i`, `m` and `s`", at: index - 1)
      }
    }
    throw fault("the group is not closed: `)` is missing", at: start)
  }

  private mutating func parseRepetition(of atom: ExpressionNode) throws(ExpressionFault) -> ExpressionNode {
    let start = index
    var (least, most): (Int, Int?) = (0, nil)
    switch peek {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      index += 1
      (least, most) = try parseBounds(from: start)
    default: return atom
    }
    if scalars[start] != "{" { index += 1 }
    if case .assertion = atom { throw fault("an assertion cannot be repeated", at: start) }
    switch peek {
    case "?": throw fault("a lazy repetition is not supported: the longest match counts")
    case "+": throw fault("a possessive repetition is not supported, and not needed: matching never goes back")
    case "*", "{": throw fault("a repetition is repeated: write a group around it")
    default: break
    }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func parseBounds(from start: Int) throws(ExpressionFault) -> (Int, Int?) {
    guard let least = try parseCount() else {
      if peek == "," { throw fault("the least number is missing: write `{0,`") }
      throw fault("`{` starts no repetition: write `\\{` for a brace", at: start)
    }
    var most: Int? = least
    if take(",") { most = try parseCount() }
    guard take("}") else { throw fault("`{` starts no repetition: write `\\{` for a brace", at: start) }
    if let most, most < least { throw fault("the most, \(most), is less than the least, \(least)", at: start) }
    return (least, most)
  }

  private mutating func parseCount() throws(ExpressionFault) -> Int? {
    let start = index
    var count: Int?
    while let scalar = peek, ("0"..."9").contains(scalar) {
      count = (count ?? 0) * 10 + Int(scalar.value - 0x30)
      index += 1
      guard count ?? 0 <= Self.mostRepetitions else {
        throw fault("repeats more than \(Self.mostRepetitions) times", at: start)
      }
    }
    return count
  }
}
