import Taxonomy

/// Reads `tests`.
struct PolicyTestReader {
  private static let limit = 10_000
  /// Unicode scalars of a prompt or a response.
  private static let textLimit = 100_000

  let promptRuleIDs: [String]
  let responseRuleIDs: [String]
  let faults: FaultCollector

  func tests(_ node: SourceNode) -> [PolicyTestCase] {
    let values = ValueReader(faults: faults)
    guard let nodes = values.list(node, "tests", limit: Self.limit) else { return [] }
    return nodes.compactMap { node in
      guard let mapping = MappingReader(node, what: "test", keys: ["prompt", "response", "expect"], faults: faults)
      else { return nil }
      let prompt = mapping.required("prompt").flatMap { values.text($0, "prompt", limit: Self.textLimit) }
      let response = mapping["response"].flatMap { values.text($0, "response", limit: Self.textLimit) }
      let ids = mapping["response"] == nil ? promptRuleIDs : responseRuleIDs
      let expectation = mapping.required("expect").flatMap { self.expectation($0, ruleIDs: ids) }
      guard let prompt, let expectation else { return nil }
      return PolicyTestCase(prompt: prompt, response: response, expectation: expectation, mark: mapping.mark)
    }
  }

  private func expectation(_ node: SourceNode, ruleIDs: [String]) -> PolicyTestCase.Expectation? {
    let values = ValueReader(faults: faults)
    guard case .mapping = node.value else {
      return values.word(node, "expectation", as: Decision.Action.self).map { $0 == .allow ? .allow : .refuse }
    }
    guard let mapping = MappingReader(node, what: "expect", keys: ["refuse"], faults: faults),
      let idNode = mapping.required("refuse"), let id = values.identifier(idNode, "refuse")
    else { return nil }
    guard ruleIDs.contains(id) else {
      faults.add(idNode.mark, "unknown rule \(id.quoted)\(NearestWord.hint(for: id, among: ruleIDs))")
      return nil
    }
    return .refusedBy(id)
  }
}
