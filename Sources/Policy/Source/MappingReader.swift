/// Reads a mapping strictly: every key must be known, and known keys are handed out by name.
struct MappingReader {
  let mark: SourceMark
  private let entries: [SourceNode.Entry]
  private let faults: FaultCollector

  /// Nil with a fault noted when the node is not a mapping; unknown keys are noted and passed over.
  ///
  /// - Parameter what: the node's name in messages, without backticks.
  init?(_ node: SourceNode, what: String, keys: [String], faults: FaultCollector) {
    guard !node.isRefused else { return nil }
    guard case .mapping(let entries) = node.value else {
      faults.add(node.mark, "\(what.quoted) must be a mapping, not \(node.kind)")
      return nil
    }
    mark = node.mark
    self.entries = entries
    self.faults = faults
    for entry in entries where !keys.contains(entry.key) && !faults.isFull {
      faults.add(
        entry.keyMark, "unknown key \(entry.key.quoted)\(NearestWord.hint(for: entry.key, among: keys))")
    }
  }

  /// The key's value; nil when it is not given.
  subscript(key: String) -> SourceNode? {
    entries.first { $0.key == key }?.value
  }

  func mark(of key: String) -> SourceMark {
    entries.first { $0.key == key }?.keyMark ?? mark
  }

  /// The key's value; noted when it is not given.
  func required(_ key: String) -> SourceNode? {
    guard let node = self[key] else {
      faults.add(mark, "missing key `\(key)`")
      return nil
    }
    return node
  }
}
