/// How far a review has come.
package struct ReviewProgress: Sendable, Equatable {
  /// Items that are still in the queue.
  package var items: Int
  /// Records with a standing review, of those that pass the filter.
  package var reviewed: Int
  /// Records that pass the filter.
  package var total: Int

  package init(items: Int, reviewed: Int, total: Int) {
    self.items = items
    self.reviewed = reviewed
    self.total = total
  }
}
