/// Loads the files of a folder, once: lists first, then policies after those that they extend, then routes and tests.
final class PolicyLoad {
  private let files: [PolicyFolder.File]
  private let path: String
  private let scored: ScoredSignals
  private let patterns = PatternTable()
  private var faults: [PolicyFault]
  private var warnings: [PolicyFault] = []
  private var listFiles: [String: [String]] = [:]
  private var policies: [PolicySource] = []
  private var definitions: [String: PolicyDefinition] = [:]

  /// A policy file that was parsed and is not read yet.
  private struct PolicySource {
    var root: SourceNode
    var collector: FaultCollector
    var name: String?
    var nameMark: SourceMark
    /// The policy that it extends, and where it says so.
    var base: (name: String, mark: SourceMark)?
  }

  init(files: [PolicyFolder.File], path: String, scored: ScoredSignals, unreadable: [PolicyFault]) {
    self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.path = path
    self.scored = scored
    faults = unreadable
  }

  func snapshot() throws(PolicyFaults) -> PolicySnapshot {
    if !files.contains(where: { PolicyFileKind($0.name) == .policy }), faults.isEmpty {
      let message = "the folder holds no policy files"
      faults.append(PolicyFault(file: path.isEmpty ? "policies" : path, message: message))
    }
    for file in files where PolicyFileKind(file.name) == .list { readList(file) }
    for file in files where PolicyFileKind(file.name) == .policy { parse(file) }
    noteEqualNames()
    for source in inOrder() { read(source) }
    let routes = readRoutes()
    for file in files where PolicyFileKind(file.name) == .tests { readTests(file) }
    for source in policies { take(source.collector) }
    guard faults.isEmpty else { throw PolicyFaults(faults) }
    let revision = PolicyFolder.revision(of: files)
    var compiled: [CompiledPolicy] = []
    for definition in definitions.values.sorted(by: { $0.name < $1.name }) {
      do throws(PatternsFault) {
        compiled.append(try CompiledPolicy(definition, revision: revision, patterns: patterns))
      } catch { faults.append(PolicyFault(file: definition.file, message: error.description)) }
    }
    guard faults.isEmpty else { throw PolicyFaults(faults) }
    return PolicySnapshot(revision: revision, policies: compiled, routes: routes, warnings: warnings)
  }

  private func collector(for file: PolicyFolder.File) -> FaultCollector {
    FaultCollector(file: PolicyFiles.joined(path, file.name))
  }

  private func context(_ collector: FaultCollector) -> ReadingContext {
    ReadingContext(scored: scored, patterns: patterns, listFiles: listFiles, faults: collector)
  }

  private func take(_ collector: FaultCollector) {
    faults += collector.faults
    warnings += collector.warnings
  }

  // MARK: Lists

  private func readList(_ file: PolicyFolder.File) {
    let collector = collector(for: file)
    if file.contents.count > PolicyFolderLimits.bytes {
      collector.add("the file has more than \(PolicyFolderLimits.bytes) bytes")
    } else {
      let name = String(file.name.dropFirst(PolicyFolder.listFolder.count + 1))
      listFiles[name] = PhraseListReader.phrases(ofFile: file.contents, faults: collector)
    }
    take(collector)
  }

  // MARK: Policies

  private func parse(_ file: PolicyFolder.File) {
    let collector = collector(for: file)
    guard let root = SourceParser.parse(file.contents, faults: collector) else {
      // INVARIANT: no file is left out in silence.
      if collector.isEmpty { collector.add("the policy cannot be read") }
      return take(collector)
    }
    var source = PolicySource(root: root, collector: collector, nameMark: root.mark)
    if case .mapping(let entries) = root.value {
      for entry in entries {
        guard case .scalar(let text, _) = entry.value.value, !entry.value.isNull else { continue }
        if entry.key == "name" {
          source.name = text
          source.nameMark = entry.value.mark
        } else if entry.key == "extends" {
          source.base = (text, entry.value.mark)
        }
      }
    }
    policies.append(source)
  }

  private func noteEqualNames() {
    var first: [String: PolicySource] = [:]
    for source in policies {
      guard let name = source.name else { continue }
      if let other = first[name] {
        source.collector.add(
          source.nameMark,
          "policy \(name.quoted) is already defined at \(other.collector.file):\(other.nameMark.line):"
            + "\(other.nameMark.column)")
      } else {
        first[name] = source
      }
    }
  }

  /// The policies, each after the one that it extends; circles and unknown names are noted and read without a base.
  private func inOrder() -> [PolicySource] {
    let names = policies.compactMap(\.name)
    var ordered: [PolicySource] = []
    var isPlaced = Set<String>()
    var waiting = policies
    while !waiting.isEmpty {
      let ready = waiting.filter { source in
        guard let base = source.base else { return true }
        return isPlaced.contains(base.name) || !names.contains(base.name)
      }
      if ready.isEmpty { break }
      for source in ready {
        if let base = source.base, !names.contains(base.name) {
          source.collector.add(
            base.mark, "unknown policy \(base.name.quoted)\(NearestWord.hint(for: base.name, among: names))")
        }
        if let name = source.name { isPlaced.insert(name) }
      }
      ordered += ready
      waiting.removeAll { source in ready.contains { $0.collector === source.collector } }
    }
    for source in waiting {
      if let base = source.base {
        source.collector.add(base.mark, "policies extend each other in a circle: \(circle(from: source))")
      }
    }
    return ordered
  }

  private func circle(from source: PolicySource) -> String {
    var names = [source.name ?? ""]
    var next = source.base?.name
    while let name = next, names.count <= policies.count {
      names.append(name)
      if names.dropLast().contains(name) { break }
      next = policies.first { $0.name == name }?.base?.name
    }
    return names.map(\.quoted).joined(separator: ", ")
  }

  private func read(_ source: PolicySource) {
    let base = source.base.flatMap { definitions[$0.name] }
    guard let definition = PolicyReader(context(source.collector), base: base).policy(source.root) else {
      if source.collector.isEmpty { source.collector.add("the policy cannot be read") }
      return
    }
    if !definition.name.isEmpty, definitions[definition.name] == nil { definitions[definition.name] = definition }
  }

  // MARK: Routes and tests

  private func readRoutes() -> RouteTable {
    var table: RouteTable?
    for file in files where PolicyFileKind(file.name) == .routes {
      let collector = collector(for: file)
      if table != nil {
        collector.add("the routes stand in one file, and there is another one")
      } else if let root = SourceParser.parse(file.contents, faults: collector) {
        let known = policies.compactMap(\.name).sorted()
        table = RouteReader(policies: known, context: context(collector)).table(root)
        if table == nil, collector.isEmpty { collector.add("the routes cannot be read") }
      } else if collector.isEmpty {
        collector.add("the routes cannot be read")
      }
      take(collector)
    }
    return table ?? RouteTable()
  }

  private func readTests(_ file: PolicyFolder.File) {
    let collector = collector(for: file)
    defer { take(collector) }
    guard let root = SourceParser.parse(file.contents, faults: collector) else {
      if collector.isEmpty { collector.add("the tests cannot be read") }
      return
    }
    let values = ValueReader(faults: collector)
    guard
      let mapping = MappingReader(root, what: "a file of tests", keys: PolicyTestReader.fileKeys, faults: collector),
      let nameNode = mapping.required("policy"), let name = values.identifier(nameNode, "policy"),
      let tests = mapping.required("tests")
    else { return }
    let known = policies.compactMap(\.name)
    guard known.contains(name) else {
      return collector.add(
        nameNode.mark, "unknown policy \(name.quoted)\(NearestWord.hint(for: name, among: known))")
    }
    // A policy that could not be read has its faults noted already.
    guard var definition = definitions[name] else { return }
    definition.tests += PolicyTestReader(
      promptRuleIDs: definition.prompt.rules.map(\.id), responseRuleIDs: definition.response.rules.map(\.id),
      faults: collector
    ).tests(tests)
    definitions[name] = definition
  }
}
