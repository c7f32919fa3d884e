/// What a guard model is to be asked before a ruling is complete.
package struct GuardQuestion: Sendable, Hashable {
  package var guardModel: GuardModel
  /// Which of the items that were ruled on.
  package var item: Int

  package init(guardModel: GuardModel, item: Int) {
    self.guardModel = guardModel
    self.item = item
  }
}

/// What a guard model said.
package enum GuardVerdict: Sendable, Equatable {
  case safe
  case unsafe
  /// No answer in time, or none that could be read: the guard model's `on_failure` decides.
  case failed
}
