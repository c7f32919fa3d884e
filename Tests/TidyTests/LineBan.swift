import Testing

/// A pattern that must not stand in Swift code, with samples that show what it finds and what it leaves alone.
struct LineBan: CustomTestStringConvertible {
  /// What is banned, for the report.
  var name: String
  /// What to do instead.
  var instead: String
  /// A regular expression over a line's code, comments and strings left out.
  var pattern: String
  /// A regular expression over the comments beside the line that makes it right; nil when nothing does.
  var excuse: String?
  /// Where the ban holds.
  var applies: @Sendable (SourceFile) -> Bool
  /// Code that must be found.
  var bad: [String]
  /// Code that must not be found.
  var good: [String]

  var testDescription: String { name }

  func findings(in file: SourceFile) throws -> [Finding] {
    guard file.isSwift, applies(file) else { return [] }
    // Words as regular expressions have them elsewhere; by Unicode's rules `data.write` would be a single word.
    let banned = try Regex(pattern).wordBoundaryKind(.simple)
    let excusing = try excuse.map { try Regex($0).wordBoundaryKind(.simple) }
    let source = file.swiftLines
    var findings: [Finding] = []
    for (index, line) in source.lines.enumerated() where line.code.contains(banned) {
      if let excusing, source.comments(beside: index).contains(excusing) { continue }
      findings.append(Finding(file: file.path, line: index + 1, problem: "\(name): \(instead)"))
    }
    return findings
  }
}
