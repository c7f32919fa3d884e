import Yams

/// Reads the bytes of a policy file into a tree with positions; the one place where YAML is parsed.
///
/// Anchors and aliases are not part of the language: they can make a small file expand without bound. Nor are explicit
/// keys (`? key`): as lists in lists they cost the square of their size. `&`, `*` and `?` are replaced by stand-ins
/// before the YAML parser sees the text and put back afterwards, so it never builds an alias, and an unquoted value
/// that begins with a stand-in is refused with its position.
struct SourceParser {
  /// Bytes of one file.
  static let byteLimit = 1 << 20
  /// Levels of mappings and lists within each other.
  static let depthLimit = 32
  /// Duplicate keys that are looked for; each costs a parse.
  private static let duplicateLimit = 8

  private let faults: FaultCollector
  private var scalars: [Unicode.Scalar] = []
  /// The true names of keys that were renamed because an equal key follows.
  private var renamedKeys: [SourceMark: String] = [:]

  private init(faults: FaultCollector) {
    self.faults = faults
  }

  /// The file's tree, or nil with at least one fault noted.
  static func parse(_ bytes: [UInt8], faults: FaultCollector) -> SourceNode? {
    var parser = SourceParser(faults: faults)
    guard parser.read(bytes) else { return nil }
    guard let root = parser.composed() else {
      parser.noteRenamedKeys()
      return nil
    }
    let tree = parser.converted(root, depth: 0)
    return tree.isRefused ? nil : tree
  }

  /// Checks and masks the text.
  private mutating func read(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= Self.byteLimit else {
      faults.add("the file has more than the \(Self.byteLimit) bytes allowed")
      return false
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      faults.add("the file is not valid UTF-8")
      return false
    }
    scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    if let bad = scalars.firstIndex(where: { !Masking.isAllowed($0) }) {
      let code = String(scalars[bad].value, radix: 16, uppercase: true)
      faults.add(Masking.mark(of: bad, in: scalars), "the character U+\(code) is not allowed")
      return false
    }
    faults.end = Masking.mark(of: scalars.count, in: scalars)
    for index in scalars.indices { scalars[index] = Masking.masked(scalars[index]) }
    return true
  }

  /// The YAML parser's tree of the masked text.
  private mutating func composed() -> Node? {
    for _ in 0..<Self.duplicateLimit {
      do {
        // The parser keeps a pointer into the string, which only a string in heap storage bears: short ones lie inline.
        let padding = scalars.count < 64 ? Array("\n# \(String(repeating: "-", count: 64))\n".unicodeScalars) : []
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        text.append(contentsOf: padding)
        let root = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8).singleRoot()
        if root == nil { faults.add("the file is empty") }
        return root
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        let mark = SourceMark(line: context.mark.line, column: context.mark.column)
        let name = Masking.unmasked(duplicates.first ?? "")
        guard rename(keyAt: mark, name: name) else {
          faults.add(mark, "duplicate key \(name.quoted)")
          return nil
        }
      } catch let error as YamlError {
        note(error)
        return nil
      } catch {
        faults.add("not valid YAML")
        return nil
      }
    }
    faults.add("more than \(Self.duplicateLimit) duplicate keys; the rest is not shown")
    return nil
  }

  /// Notes the duplicate keys that were found before the YAML parser gave up.
  private func noteRenamedKeys() {
    for (mark, name) in renamedKeys { faults.add(mark, "duplicate key \(name.quoted)") }
  }

  /// Makes the first of two equal keys differ, so that the YAML parser goes on and all faults are found.
  private mutating func rename(keyAt mark: SourceMark, name: String) -> Bool {
    guard !name.isEmpty, renamedKeys[mark] == nil, var index = Masking.index(of: mark, in: scalars) else {
      return false
    }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, !Masking.isSyntax(scalars[index]) else { return false }
    scalars[index] = Masking.renamedKeys[renamedKeys.count]
    renamedKeys[mark] = name
    return true
  }

  /// Notes a syntax error, in the YAML parser's words where there are no better ones.
  private func note(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let position = SourceMark(line: mark.line, column: mark.column)
      let index = Masking.index(of: position, in: scalars)
      let explanation =
        if problem.hasPrefix("Maximum nesting level") {
          "nested too deeply"
        } else if let index, index < scalars.count, scalars[index] == "\t" {
          "a tab; indent with spaces"
        } else if Masking.usesAnchor(line: mark.line, in: scalars) {
          "\(problem) (anchors and aliases are not supported)"
        } else {
          problem
        }
      faults.add(position, "not valid YAML: \(explanation)")
    case .composer(_, _, let mark, _):
      // Without aliases, a second document is all that the composer refuses.
      faults.add(
        SourceMark(line: mark.line, column: mark.column), "a file holds one policy, and a second document begins here")
    case .reader(let problem, _, _, _): faults.add("not valid YAML: \(problem)")
    case .memory: faults.add("not valid YAML: nested too deeply")
    default: faults.add("not valid YAML")
    }
  }

  /// The tree without the YAML parser's types; what the language does not have is noted and marked as refused.
  private func converted(_ node: Node, depth: Int) -> SourceNode {
    let mark = SourceMark(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    let refused = SourceNode(value: .refused, mark: mark)
    guard depth < Self.depthLimit else {
      faults.add(mark, "nested more than \(Self.depthLimit) levels deep")
      return refused
    }
    switch node {
    case .alias:
      faults.add(mark, "anchors and aliases are not supported")
      return refused
    case .scalar(let scalar):
      guard accepts(scalar.tag, at: mark) else { return refused }
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, Masking.beginsWithAnchor(scalar.string) {
        faults.add(
          mark, "anchors and aliases are not supported; put text that begins with `&` or `*` in quotes")
        return refused
      }
      if isPlain, Masking.beginsExplicitKey(scalar.string) {
        faults.add(mark, "explicit keys (`? key`) are not supported")
        return refused
      }
      return SourceNode(value: .scalar(Masking.unmasked(scalar.string), isPlain: isPlain), mark: mark)
    case .sequence(let sequence):
      guard accepts(sequence.tag, at: mark) else { return refused }
      return SourceNode(value: .list(sequence.map { converted($0, depth: depth + 1) }), mark: mark)
    case .mapping(let mapping):
      guard accepts(mapping.tag, at: mark) else { return refused }
      return SourceNode(value: .mapping(entries(of: mapping, depth: depth)), mark: mark)
    }
  }

  private func entries(of mapping: Node.Mapping, depth: Int) -> [SourceNode.Entry] {
    var entries: [SourceNode.Entry] = []
    var seen: [String: SourceMark] = [:]
    for (keyNode, valueNode) in mapping {
      let key = converted(keyNode, depth: depth + 1)
      if key.isRefused { continue }
      guard case .scalar(let text, _) = key.value else {
        faults.add(key.mark, "a key must be a single value, not \(key.kind)")
        continue
      }
      let value = converted(valueNode, depth: depth + 1)
      let name = renamedKeys[key.mark] ?? text
      if let first = seen[name] {
        faults.add(key.mark, "duplicate key \(name.quoted), first given in line \(first.line)")
        continue
      }
      seen[name] = key.mark
      entries.append(SourceNode.Entry(key: name, keyMark: key.mark, value: value))
    }
    return entries
  }

  private func accepts(_ tag: Tag, at mark: SourceMark) -> Bool {
    let name = tag.description
    if ["", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"].contains(name) {
      return true
    }
    faults.add(mark, "YAML tags such as \(name.quoted) are not supported")
    return false
  }
}
