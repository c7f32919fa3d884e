import Taxonomy

/// Reads `exceptions`.
struct ExceptionReader {
  static let keys = ["id", "stage", "match", "unless", "skip", "off"]
  private static let limit = 1000

  /// Reads conditions of a stage.
  let conditions: (Stage) -> ConditionReader
  let inherited: [PolicyException]
  /// Ids of a stage's rules, readable otherwise or not.
  let ruleIDs: (Stage) -> [String]
  let always: [String]
  let faults: FaultCollector
  private var values: ValueReader { ValueReader(faults: faults) }

  /// Own exceptions, and the inherited ones that none of them replaces or switches off.
  func exceptions(_ node: SourceNode) -> [PolicyException] {
    guard let nodes = values.list(node, "exceptions", limit: Self.limit) else { return inherited }
    var marks: [String: SourceMark] = [:]
    var merged = inherited
    for node in nodes {
      guard let mapping = MappingReader(node, what: "exception", keys: Self.keys, faults: faults),
        let idNode = mapping.required("id"), let id = values.identifier(idNode, "id")
      else { continue }
      if let first = marks[id] {
        faults.add(idNode.mark, "exception id \(id.quoted) is already used in line \(first.line)")
        continue
      }
      marks[id] = idNode.mark
      if let off = mapping["off"] {
        if isOff(off, mapping, id: id, mark: idNode.mark) { merged.removeAll { $0.id == id } }
        continue
      }
      guard let exception = exception(mapping, id: id) else { continue }
      if let place = merged.firstIndex(where: { $0.id == id }) {
        merged[place] = exception
      } else {
        merged.append(exception)
      }
    }
    guard merged.count <= Self.limit else {
      faults.add(
        node.mark,
        "with those that are inherited, `exceptions` has \(merged.count) entries, more than the \(Self.limit) allowed")
      return inherited
    }
    return merged
  }

  private func isOff(_ node: SourceNode, _ mapping: MappingReader, id: String, mark: SourceMark) -> Bool {
    guard values.isTrue(node, "off") else { return false }
    for key in Self.keys where key != "id" && key != "off" && mapping[key] != nil {
      faults.add(mapping.mark(of: key), "an exception that is off has no other keys than `id`")
    }
    guard inherited.contains(where: { $0.id == id }) else {
      let hint = NearestWord.hint(for: id, among: inherited.map(\.id))
      faults.addUnknown(mark, "no exception \(id.quoted) is inherited that could be off\(hint)")
      return false
    }
    return true
  }

  private func exception(_ mapping: MappingReader, id: String) -> PolicyException? {
    let stage = mapping["stage"].flatMap { values.word($0, "stage", as: Stage.self) } ?? .prompt
    let reader = conditions(stage)
    let match = mapping.required("match").flatMap { reader.condition($0, "match") }
    var unless: Condition?
    if let node = mapping["unless"] {
      unless = reader.condition(node, "unless")
      if unless == nil { return nil }
    }
    let ids = ruleIDs(stage)
    let skip = mapping.required("skip").flatMap { node in
      values.texts(node, "skip", limit: RuleReader.limit) { id, mark in
        if always.contains(id) {
          faults.add(mark, "rule \(id.quoted) is listed under `always`, so no exception can skip it")
          return false
        }
        if ids.contains(id) { return true }
        faults.addUnknown(
          mark, "unknown rule \(id.quoted) of `\(stage.rawValue)`\(NearestWord.hint(for: id, among: ids))")
        return false
      }
    }
    guard let match, let skip else { return nil }
    return PolicyException(id: id, stage: stage, match: match, unless: unless, skip: skip, mark: mapping.mark)
  }
}
