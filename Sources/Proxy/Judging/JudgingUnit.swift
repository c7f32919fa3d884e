import Classifiers

/// What a classifier's thread does in one go: judges a text, or some short ones where each alone is not worth the way.
struct JudgingUnit: Sendable {
  /// One text, and where its verdict is kept.
  struct Item: Sendable {
    var task: JudgingTask
    /// Looked up already and not found; nil when there is no cache or the thread is to make the key.
    var key: VerdictKey?
    /// Makes the key of a text that is too long to be hashed on an event loop.
    var makeKey: (@Sendable () -> VerdictKey)?
  }

  typealias Finding = Result<JudgingVerdict, ClassifierFailure>

  var items: [Item]

  /// Judges the texts, one after the other.
  func run(on classifier: any HarmClassifier, cache: VerdictCache?) -> [Finding] {
    items.map { item in
      guard let cache else { return item.task.run(on: classifier) }
      let key = item.key ?? item.makeKey?()
      if item.key == nil, let key, let verdict = cache.verdict(for: key) { return .success(verdict) }
      let finding = item.task.run(on: classifier)
      // A failure is none of the text's, and may be over the next time.
      if let key, case .success(let verdict) = finding { cache.insert(verdict, for: key) }
      return finding
    }
  }
}
