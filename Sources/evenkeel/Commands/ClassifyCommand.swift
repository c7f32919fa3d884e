import ArgumentParser
import Classifiers

/// `evenkeel classify`: the classifier's scores for a file, to measure it with.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Score a file of prompts and answers with the classifier.",
    discussion: """
      Each input line is a JSON object with `id`, `prompt` and, where there is one, `response`. Each output line has \
      the `id`, `prompt_harm`, `prompt_flagged` and, for rows with an answer, `response_harm`, `response_flagged` and \
      `refusal`. Flags follow the thresholds shipped with the weights.
      """)

  @Option(help: ArgumentHelp("The file to read.", valueName: "path"))
  var input: String

  @Option(help: ArgumentHelp("The file to write.", valueName: "path"))
  var output: String

  @Option(help: ArgumentHelp("File of classifier weights instead of those built in.", valueName: "path"))
  var weights: String?

  @Option(help: "Which of the shipped thresholds flag: `permissive`, `balanced` or `strict`.")
  var level: ThresholdLevel = .balanced

  func run() throws {
    do {
      let classifier = try ClassifierLoading.load(weights: weights)
      let rows = try ClassificationFile.run(
        input: input, output: output, classifier: classifier, prompt: level.of(classifier.thresholds.prompt),
        response: level.of(classifier.thresholds.response))
      StandardError.write("\(rows) rows in \(output), by \(classifier.identity)\n")
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }
}
