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
  /// Names of the policies with faults, or on top of such: what extends them may miss something of theirs.
  private var incomplete: Set<String> = []
  /// Whether each file was read, so that what is unknown is known to be nowhere.
  private var isComplete: Bool
  /// Whether a file could not be opened.
  private let missesFiles: Bool

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
    isComplete = unreadable.isEmpty
    missesFiles = !unreadable.isEmpty
  }

  func snapshot() throws(PolicyFaults) -> PolicySnapshot {
    if !files.contains(where: { PolicyFileKind($0.name) == .policy }), faults.isEmpty {
      let message = "the folder holds no policy files"
      faults.append(PolicyFault(file: path.isEmpty ? "policies" : path, message: message))
    }
    // Lists first, since policies name them.
    for file in files where PolicyFileKind(file.name) == .list { readList(file) }
    for file in files where PolicyFileKind(file.name) == .policy { parse(file) }
    noteEqualNames()
    for source in inOrder() { read(source) }
    let routes = readRoutes()
    for file in files where PolicyFileKind(file.name) == .tests { readTests(file) }
    for source in policies { take(source.collector) }
    let revision = PolicyFolder.revision(of: files)
    var compiled: [CompiledPolicy] = []
    // Also where something is wrong already: what cannot be looked for is to be seen beside the rest.
    for definition in definitions.values.sorted(by: { $0.name < $1.name }) {
      do throws(PatternsFault) {
        compiled.append(try CompiledPolicy(definition, revision: revision, patterns: patterns))
      } catch {
        let mark = definition.nameMark
        faults.append(
          PolicyFault(file: definition.file, line: mark.line, column: mark.column, message: error.description))
      }
    }
    guard faults.isEmpty else { throw PolicyFaults(faults) }
    return PolicySnapshot(revision: revision, policies: compiled, routes: routes, warnings: warnings)
  }

  private func collector(for file: PolicyFolder.File) -> FaultCollector {
    FaultCollector(file: PolicyFolder.place(of: file.name, in: path))
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
    if file.contents.count > PolicyFolderLimits.listBytes {
      collector.add("the file has more than the \(PolicyFolderLimits.listBytes) bytes allowed")
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
      isComplete = false
      return take(collector)
    }
    // A list that could not be read may be what a policy names.
    collector.missesOthers = missesFiles
    var source = PolicySource(root: root, collector: collector, nameMark: root.mark)
    if case .mapping(let entries) = root.value {
      for entry in entries {
        if entry.key == "name", case .scalar(let text, _) = entry.value.value, !entry.value.isNull {
          source.name = text
          source.nameMark = entry.value.mark
        } else if entry.key == "extends" {
          if let name = ValueReader(faults: collector).identifier(entry.value, "extends") {
            source.base = (name, entry.value.mark)
          } else {
            collector.missesOthers = true
          }
        }
      }
    }
    if source.name == nil { isComplete = false }
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

  /// The policies, each after the one that it extends. Circles and unknown names are noted; what extends them comes last
  /// and is read without a base.
  private func inOrder() -> [PolicySource] {
    let names = Set(policies.compactMap(\.name))
    var extending: [String: [PolicySource]] = [:]
    var ready: [PolicySource] = []
    for source in policies {
      if let base = source.base, names.contains(base.name) {
        extending[base.name, default: []].append(source)
        continue
      }
      if let base = source.base {
        source.collector.missesOthers = true
        if isComplete {
          let others = names.subtracting([source.name ?? ""]).sorted()
          source.collector.add(
            base.mark, "unknown policy \(base.name.quoted)\(NearestWord.hint(for: base.name, among: others))")
        }
      }
      ready.append(source)
    }
    var position = 0
    while position < ready.count {
      // Of two policies of one name the first stands for both.
      if let name = ready[position].name { ready += extending.removeValue(forKey: name) ?? [] }
      position += 1
    }
    let waiting = policies.filter { source in
      extending[source.base?.name ?? ""]?.contains { $0.collector === source.collector } ?? false
    }
    noteCircles(waiting)
    return ready + waiting
  }

  /// Notes each circle once, at each of the files that make it.
  private func noteCircles(_ waiting: [PolicySource]) {
    var bases: [String: String] = [:]
    for source in waiting { if let name = source.name, bases[name] == nil { bases[name] = source.base?.name } }
    for source in waiting {
      source.collector.missesOthers = true
      guard let name = source.name, let base = source.base else { continue }
      var names = [name]
      var next: String? = base.name
      while let known = next, known != name, names.count <= bases.count {
        names.append(known)
        next = bases[known]
      }
      // What extends a policy of a circle without being part of it has nothing to mend.
      guard next == name else { continue }
      let shown = names.count > 8 ? names.prefix(8).map(\.quoted) + ["…"] : names.map(\.quoted)
      source.collector.add(
        base.mark, "policies extend each other in a circle: \((shown + [name.quoted]).joined(separator: ", "))")
    }
  }

  private func read(_ source: PolicySource) {
    let base = source.base.flatMap { definitions[$0.name] }
    if let base, incomplete.contains(base.name) { source.collector.missesOthers = true }
    defer {
      if !source.collector.isEmpty || source.collector.missesOthers, let name = source.name { incomplete.insert(name) }
    }
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
        collector.missesOthers = !isComplete
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
    collector.missesOthers = !isComplete
    let values = ValueReader(faults: collector)
    let mapping = MappingReader(
      root, what: "a file of tests", keys: PolicyTestReader.fileKeys, faults: collector)
    let nameNode = mapping?.required("policy")
    let name = nameNode.flatMap { values.identifier($0, "policy") }
    let tests = mapping?.required("tests")
    guard let nameNode, let name else { return }
    let known = policies.compactMap(\.name)
    guard known.contains(name) else {
      return collector.addUnknown(
        nameNode.mark, "unknown policy \(name.quoted)\(NearestWord.hint(for: name, among: known))")
    }
    // A policy that could not be read has its faults noted already.
    guard let tests, var definition = definitions[name] else { return }
    collector.missesOthers = incomplete.contains(name)
    definition.tests += PolicyTestReader(
      promptRuleIDs: definition.prompt.rules.map(\.id), responseRuleIDs: definition.response.rules.map(\.id),
      scored: scored, faults: collector
    ).tests(tests)
    definitions[name] = definition
  }
}
