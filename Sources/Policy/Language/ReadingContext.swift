/// What all readers of one file share.
struct ReadingContext {
  /// What the classifier scores, for warnings.
  let scored: ScoredSignals
  /// Phrase lists and expressions of the whole folder.
  let patterns: PatternTable
  /// The folder's lists, by file name.
  let listFiles: [String: [String]]
  let faults: FaultCollector
}
