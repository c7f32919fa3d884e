import ArgumentParser
import Classifiers

/// Which classifier scores texts.
struct ClassifierOptions: ParsableArguments {
  @Option(help: "Which classifier: `ngram` or `encoder`; by default what the weights are for, else `encoder`.")
  var classifier: ClassifierKind?

  @Option(help: ArgumentHelp("File of classifier weights instead of those built in.", valueName: "path"))
  var weights: String?

  /// A classifier that gave known inputs their scores.
  func load() throws(CommandFailure) -> LoadedClassifier {
    do {
      return try ClassifierLoading.load(kind: classifier, weights: weights)
    } catch {
      throw CommandFailure(.unusable, "\(error)")
    }
  }
}
