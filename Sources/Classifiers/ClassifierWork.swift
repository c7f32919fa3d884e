/// Lets a long judgement find out that nobody waits for it any more, as its client is gone or its deadline has passed.
///
/// A thread that goes on judging megabytes for nobody is missing to all others. Whoever calls a classifier may bind
/// `isWanted`; a classifier whose work on one text can take longer than a few milliseconds asks between its windows.
package enum ClassifierWork {
  /// Whether somebody still waits; nil where nobody said, and everything is wanted then. Costs about 0.1 microseconds.
  @TaskLocal package static var isWanted: (@Sendable () -> Bool)?

  /// - Throws: `deadlineExceeded` when nobody waits any more.
  package static func check() throws(ClassifierFailure) {
    if let isWanted, !isWanted() { throw .deadlineExceeded }
  }
}
