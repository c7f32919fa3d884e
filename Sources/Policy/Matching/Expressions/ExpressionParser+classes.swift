extension ExpressionParser {
  /// What stands after `[`.
  mutating func parseClass(from start: Int) throws(ExpressionFault) -> ScalarRanges {
    let isNegated = take("^")
    if peek == "]" { throw fault("the brackets are empty: write `\\]` for a bracket", at: start) }
    var ranges: [ClosedRange<UInt32>] = []
    var named: Set<Unicode.Scalar> = []
    while !take("]") {
      guard index < scalars.count else { throw fault("the brackets are not closed: `]` is missing", at: start) }
      let first = index
      guard let low = try parseMember(&named) else {
        if peek == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
          throw fault("a class cannot start a range: write `\\-` for a hyphen", at: first)
        }
        continue
      }
      guard peek == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        ranges.append(low...low)
        continue
      }
      index += 1
      guard let high = try parseMember(&named) else {
        throw fault("a class cannot end a range: write `\\-` for a hyphen", at: first)
      }
      guard low <= high else { throw fault("the range ends before it starts", at: first) }
      ranges.append(low...high)
    }
    var set = ScalarRanges(ranges)
    // The named classes hold both cases of their letters already.
    if flags.ignoresCase { set = set.ignoringCase(traits) }
    if !named.isEmpty { set = ScalarRanges(named.compactMap(namedClass).reduce(set.ranges) { $0 + $1.ranges }) }
    if isNegated { set = set.inverted }
    guard !set.isEmpty else { throw fault("the brackets match no character", at: start) }
    return set
  }

  /// A single scalar between brackets; nil for a named class, which goes to `named`.
  private mutating func parseMember(_ named: inout Set<Unicode.Scalar>) throws(ExpressionFault) -> UInt32? {
    let start = index
    let scalar = scalars[index]
    index += 1
    if scalar == "[", let next = peek, next == ":" || next == "." || next == "=" {
      throw fault("a POSIX class is not supported: write `\\w`, `\\d`, `\\s` or a range", at: start)
    }
    if scalar == "[" { throw fault("brackets within brackets: write `\\[` for a bracket", at: start) }
    guard scalar == "\\" else { return scalar.value }
    if let name = peek, namedClass(name) != nil {
      named.insert(name)
      index += 1
      return nil
    }
    if let next = peek, next == "b" || next == "B" {
      throw fault("`\\\(next)` has no meaning in brackets", at: start)
    }
    return try parseEscapedScalar(from: start)
  }
}
