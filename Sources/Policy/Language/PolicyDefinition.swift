import Taxonomy

/// One policy as its file states it.
struct PolicyDefinition: Sendable, Equatable {
  var name: String
  var description: String?
  var mode: PolicyMode = .enforce
  var onClassifierFailure: Decision.Action = .refuse
  var prompt = PromptStage()
  var response = ResponseStage()
  var falseRefusals: FalseRefusalRule?
  var messages = MessageCatalogue()
  var recordContent: RecordContent = .full
  var tests: [PolicyTestCase] = []
  var file: String
  var nameMark: SourceMark
}
