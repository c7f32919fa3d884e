/// How many threads serve connections and how many judge, where the settings leave it open.
///
/// A classifier that judges on event loops leaves its threads the long texts only, so every core gets a loop and the
/// cores beyond the loops judge, one at least. One that never does needs the cores for itself: a loop can serve several
/// thousand requests in the time that a thread judges some hundred texts.
package struct ThreadShares: Sendable, Equatable {
  /// Event-loop threads.
  package var serving: Int
  /// Classifier threads.
  package var judging: Int

  /// - Parameters:
  ///   - serving: as configured; nil for `auto`.
  ///   - judging: as configured; nil for `auto`.
  ///   - cores: at least 1.
  ///   - inlineByteLimit: the classifier's.
  package init(serving: Int?, judging: Int?, cores: Int, inlineByteLimit: Int) {
    let serving = serving ?? (inlineByteLimit > 0 ? cores : max(1, cores / 4))
    self.serving = serving
    self.judging = judging ?? max(1, cores - serving)
  }
}
