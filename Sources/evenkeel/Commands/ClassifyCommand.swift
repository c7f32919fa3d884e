import ArgumentParser
import Classifiers
import Foundation
import Taxonomy

/// `evenkeel classify`: the classifier's scores for a text, or for a file of texts to measure it with.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Score a text, or a file of prompts and answers, with the classifier.",
    discussion: """
      Each input line is a JSON object with `id` (a string or a number), `prompt` and, where there are, `response` and \
      `history` (a list of strings, or of objects with `role` and `content`). Each output line has the `id`, \
      `prompt_harm`, `prompt_flagged`, `categories` and `attack`, and for rows with an answer `response_harm`, \
      `response_flagged`, `refusal` and `refusal_probabilities`; what the classifier has no head for is left out. Rows \
      come out in their order. A bad row is reported with its line, the others are written, and the exit code is 1. \
      Flags follow the thresholds shipped with the weights. With --explain, `explain` and `explain_response` list the \
      words that carried the harm: where they stand in characters, and how far the log odds fall without them.
      """)

  @Argument(help: "A prompt to score, in place of a file.")
  var text: String?

  @Option(help: ArgumentHelp("The file to read; `-` is stdin.", valueName: "path"))
  var input: String?

  @Option(help: ArgumentHelp("The file to write; `-` is stdout.", valueName: "path"))
  var output: String?

  @Option(help: "Which classifier: `ngram` or `encoder`; by default what the weights are for, else `encoder`.")
  var classifier: ClassifierKind?

  @Option(help: ArgumentHelp("File of classifier weights instead of those built in.", valueName: "path"))
  var weights: String?

  @Option(help: "Which of the shipped thresholds flag: `permissive`, `balanced` or `strict`.")
  var level: ThresholdLevel = .balanced

  @Flag(help: "Find the words that carried the scores, by leaving each out.")
  var explain = false

  func validate() throws {
    let hasFiles = input != nil && output != nil
    guard (text != nil) != hasFiles, (input != nil) == (output != nil) else {
      throw ValidationError("give either a text, or --input and --output")
    }
  }

  func run() throws {
    let loaded: LoadedClassifier
    do {
      loaded = try ClassifierLoading.load(kind: classifier, weights: weights)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    let rows = RowClassifier(
      classifier: loaded.classifier, promptThreshold: level.of(loaded.thresholds.prompt),
      responseThreshold: level.of(loaded.thresholds.response), explains: explain)
    if let text {
      try show(text, by: rows)
    } else if let input, let output {
      try classify(input, into: output, by: rows)
    }
  }

  private func show(_ text: String, by rows: RowClassifier) throws {
    do throws(ClassifierFailure) {
      let result = try rows.classify(ClassificationRow(id: .text(""), prompt: text))
      StandardOutput.write(
        ClassificationText.text(
          of: result, prompt: text, level: "\(level)", threshold: rows.promptThreshold,
          isTerminal: Terminal.width != nil))
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  private func classify(_ input: String, into output: String, by rows: RowClassifier) throws {
    let source: FileHandle
    do {
      source = input == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: input))
    } catch {
      throw CommandFailure(.failed, "`\(input)` cannot be read: \(error.localizedDescription)")
    }
    let file = try OutputFile(output == "-" ? nil : output)
    let progress = ClassificationProgress()
    do {
      let outcome = try ClassificationFile(rows, threads: ProcessInfo.processInfo.activeProcessorCount).run(
        LineReader(source, limit: ClassificationFile.longestLine), write: { try file.write($0) },
        report: { progress.report("\(input):\($0): \($1)") }, progress: { progress.show($0) })
      try file.finish()
      progress.clear()
      StandardError.write("\(outcome.rows) rows in \(output), by \(rows.classifier.identity)\n")
      guard outcome.badRows == 0 else {
        throw CommandFailure(.failed, "\(outcome.badRows) bad rows were left out")
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      file.discard()
      throw CommandFailure(.failed, "`\(output)` was not written: \(error.localizedDescription)")
    }
  }
}

extension ClassifierKind: ExpressibleByArgument {}
