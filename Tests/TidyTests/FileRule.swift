import Foundation

/// A rule about a file as a whole or about all kinds of text files.
struct FileRule: Sendable {
  /// What it asks for.
  var name: String
  var findings: @Sendable (SourceFile) throws -> [Finding]

  /// The rules of this project.
  static let all: [FileRule] = [length, names, machinePaths, leftovers, documentation]

  /// Lines that a file of code may have.
  static let longest = 500

  static let length = FileRule(name: "no file over \(longest) lines") { file in
    let isCode = [".swift", ".py", ".c", ".h", ".sh"].contains { file.path.hasSuffix($0) }
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    guard isCode, count > longest else { return [] }
    return [Finding(file: file.path, line: nil, problem: "has \(count) lines: split it at a seam")]
  }

  static let names = FileRule(name: "no file or type without a name of its own") { file in
    let banned: Set<String> = ["Utils", "Util", "Helpers", "Helper", "Common", "Misc", "Manager"]
    let parts = file.path.split(separator: "/").map { String($0.prefix { $0 != "." }) }
    var findings: [Finding] = []
    for part in parts where banned.contains(lastWord(of: part)) || banned.contains(part.capitalized) {
      findings.append(Finding(file: file.path, line: nil, problem: "`\(part)` says nothing of what is in it"))
    }
    guard file.isSwift else { return findings }
    for (index, line) in file.swiftLines.lines.enumerated() where banned.contains(where: line.code.contains) {
      guard let match = line.code.firstMatch(of: /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/) else {
        continue
      }
      if banned.contains(lastWord(of: String(match.1))) {
        findings.append(Finding(file: file.path, line: index + 1, problem: "`\(match.1)` says nothing of what it does"))
      }
    }
    return findings
  }

  static let machinePaths = FileRule(name: "no path of one machine") { file in
    // Put together here, since this file is looked at too.
    let folders = ["work", "farm", "root", "Users"]
    guard !file.path.hasSuffix(".jsonl"), folders.contains(where: { file.text.contains("/\($0)/") }) else { return [] }
    let pattern = try Regex("(^|[^A-Za-z0-9_.])/(\(folders.joined(separator: "|")))/")
    return numbered(file).filter { $0.text.contains(pattern) }.map {
      Finding(file: file.path, line: $0.number, problem: "names a path that other machines do not have")
    }
  }

  static let leftovers = FileRule(name: "no note of work left undone") { file in
    let isCode = [".swift", ".py", ".c", ".h", ".yaml", ".yml", ".md"].contains { file.path.hasSuffix($0) }
    let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    guard isCode, words.contains(where: { file.text.contains($0) }) else { return [] }
    let pattern = try Regex("\\b(\(words.joined(separator: "|")))\\b").wordBoundaryKind(.simple)
    return numbered(file).filter { $0.text.contains(pattern) }.map {
      Finding(file: file.path, line: $0.number, problem: "is a note of work left undone: do it, or open an issue")
    }
  }

  static let documentation = FileRule(name: "every type says what it is") { file in
    guard file.isSwift, file.isBelow("Sources") else { return [] }
    let pattern =
      /^(?:(?:public|package|internal|fileprivate|private|final|indirect|nonisolated)\s+)*(?:struct|class|enum|actor|protocol)\s+(\w+)/
    let lines = file.lines
    return file.swiftLines.lines.enumerated().compactMap { index, line in
      guard line.code.first?.isLetter == true, let match = line.code.prefixMatch(of: pattern) else { return nil }
      var above = index - 1
      while above >= 0, lines[above].hasPrefix("@") || lines[above].hasPrefix("// ") { above -= 1 }
      if above >= 0, lines[above].hasPrefix("///") { return nil }
      return Finding(file: file.path, line: index + 1, problem: "`\(match.1)` has no `///` above it")
    }
  }

  private static func numbered(_ file: SourceFile) -> [(number: Int, text: Substring)] {
    file.lines.enumerated().map { ($0.offset + 1, $0.element) }
  }

  /// The last word of a name in camel case: `Manager` for `SessionManager`.
  private static func lastWord(of name: String) -> String {
    guard let start = name.lastIndex(where: \.isUppercase) else { return name }
    return String(name[start...])
  }
}
