/// How far a review has come.
package struct ReviewProgress: Sendable, Equatable {
  /// Items that are still in the queue; at most so many where `isItemsExact` is false.
  package var items: Int
  /// False for a filter that asks for what only a look at very many records would tell.
  package var isItemsExact: Bool
  /// Records with a standing review, of those that pass the filter.
  package var reviewed: Int
  /// Records that pass the filter.
  package var total: Int

  package init(items: Int, isItemsExact: Bool = true, reviewed: Int, total: Int) {
    self.items = items
    self.isItemsExact = isItemsExact
    self.reviewed = reviewed
    self.total = total
  }
}
