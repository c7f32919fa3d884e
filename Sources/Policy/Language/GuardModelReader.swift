import Foundation
import Taxonomy

/// Reads `judges`: the guard models that rules can ask.
struct GuardModelReader {
  static let keys = ["url", "model", "format", "timeout_ms", "on_failure"]
  private static let limit = 20
  static let timeoutBounds = 10...120_000
  private static let defaultTimeout = 5_000

  let faults: FaultCollector
  private var values: ValueReader { ValueReader(faults: faults) }

  /// Adds the guard models to the inherited ones, or puts them in their place.
  func read(_ node: SourceNode, into models: inout [String: GuardModel]) {
    guard let entries = values.entries(node, "judges", limit: Self.limit) else { return }
    for entry in entries {
      guard values.isName(entry, "guard model") else { continue }
      if let model = model(entry.value, name: entry.key) { models[entry.key] = model }
    }
    if models.count > Self.limit {
      faults.add(
        node.mark,
        "with those that are inherited, `judges` has \(models.count) entries, more than the \(Self.limit) allowed")
    }
  }

  /// Names of the guard models in the file, readable otherwise or not.
  static func names(_ node: SourceNode?) -> [String] {
    guard case .mapping(let entries)? = node?.value else { return [] }
    return entries.map(\.key)
  }

  private func model(_ node: SourceNode, name: String) -> GuardModel? {
    guard let mapping = MappingReader(node, what: name, keys: Self.keys, faults: faults) else { return nil }
    let url = mapping.required("url").flatMap { self.url($0) }
    let model = mapping.required("model").flatMap { values.text($0, "model", limit: 200) }
    let format = mapping.required("format").flatMap { values.word($0, "format", as: GuardModel.Format.self) }
    let failure = mapping.required("on_failure").flatMap { values.word($0, "on_failure", as: Decision.Action.self) }
    let timeout =
      mapping["timeout_ms"].flatMap { values.integer($0, "timeout_ms", in: Self.timeoutBounds) } ?? Self.defaultTimeout
    guard let url, let model, let format, let failure else { return nil }
    return GuardModel(
      name: name, url: url, model: model, format: format, timeoutMilliseconds: timeout, onFailure: failure)
  }

  private func url(_ node: SourceNode) -> String? {
    guard let text = values.text(node, "url", limit: 500) else { return nil }
    guard let parts = URLComponents(string: text), parts.scheme == "http" || parts.scheme == "https",
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil,
      parts.fragment == nil, parts.port.map({ (1...65_535).contains($0) }) ?? true,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      faults.add(
        node.mark, "`url` must be like `http://127.0.0.1:8081`, without user, query and fragment, not \(text.quoted)")
      return nil
    }
    let base = text.hasSuffix("/") ? String(text.dropLast()) : text
    // Most people copy the address that OpenAI's clients take.
    return base.hasSuffix("/v1") ? String(base.dropLast(3)) : base
  }
}
