import ArgumentParser
import Classifiers
import Console
import Policy
import Taxonomy

/// `evenkeel policy explain`.
struct PolicyExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show what a policy says of a text, rule by rule, and why.",
    discussion: """
      Scores the text with the classifier and tries every rule in its order: what each condition looked at, whether it \
      holds, and what came of the rule. With --response the answer is judged too, passage by passage as the proxy would. \
      No guard model is asked. Exit codes: 0 explained, whatever came out; 2 the files do not load, or wrong usage.
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder = "./policies"

  @Option(help: ArgumentHelp("The prompt.", valueName: "text"))
  var prompt: String

  @Option(help: ArgumentHelp("An answer to it.", valueName: "text"))
  var response: String?

  @Option(help: "Whose words the prompt is.")
  var role: SpeakerRole = .user

  @OptionGroup var request: RequestOptions

  @Option(
    help: ArgumentHelp(
      "A language that the client asks for, the preferred first; can be given several times.", valueName: "code"))
  var language: [String] = []

  @OptionGroup var choice: ClassifierOptions

  @Flag(help: "Print everything as one JSON object.")
  var json = false

  func run() throws {
    try PolicyLoading.requireFolder(folder)
    let loaded = try choice.load()
    let policies = try PolicyLoading.load(folder, scoring: loaded.kind.scoredSignals)
    let facts = try request.facts()
    let (policy, reason) = try request.resolve(policies, facts)
    let signals: PolicyTestSignals
    do {
      signals = try TextScoring(loaded.classifier).signals(
        prompt: prompt, role: role, response: response, release: policy.release,
        detectsRefusal: policy.decidesOnRefusals || policy.watchesRefusals)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    let explanation = TextExplanation(
      prompt: prompt, role: role, response: response, languages: language, signals: signals, policy: policy,
      reason: reason, facts: facts)
    StandardOutput.write(json ? try JSONDocument.text(explanation) : ExplanationListing.text(of: explanation))
  }
}

extension SpeakerRole: ExpressibleByArgument {}
