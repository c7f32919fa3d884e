import Taxonomy

/// One policy as its file states it, with what it inherits.
struct PolicyDefinition: Sendable, Equatable {
  var name: String
  var description: String?
  /// The name of the policy that it extends.
  var base: String?
  var mode: PolicyMode = .enforce
  var onClassifierFailure: Decision.Action = .refuse
  /// Nil where overload is a failure like others.
  var onOverload: Decision.Action?
  var prompt = PromptStage()
  var response = ResponseStage()
  var exceptions: [PolicyException] = []
  /// Ids of the rules that no exception and no `allow` keeps from counting.
  var always: [String] = []
  var guardModels: [String: GuardModel] = [:]
  /// Named lists: name and index into the `PatternTable`.
  var phraseLists: [String: Int] = [:]
  var falseRefusals: FalseRefusalRule?
  var messages = MessageCatalogue()
  var recordContent: RecordContent = .full
  /// Nil where records are kept until somebody purges them.
  var recordRetention: Duration?
  /// Its own; those of the policy that it extends are tried there.
  var tests: [PolicyTestCase] = []
  var file: String
  var nameMark: SourceMark

  /// The rules of a stage in the order in which they are tried: those under `always` first.
  func rules(_ stage: Stage) -> [PolicyRule] {
    let rules = stage == .prompt ? prompt.rules : response.rules
    return rules.filter { always.contains($0.id) } + rules.filter { !always.contains($0.id) }
  }
}
