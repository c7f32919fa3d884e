/// A place in the review queue, which is ordered by appeals, then by unreviewed records, then by the newest record, all
/// from high to low.
///
/// Items move when others are reviewed or come in, so a place says where to go on and not which item stands there.
package struct QueuePlace: Sendable, Equatable, CustomStringConvertible {
  package var appeals: Int
  package var unreviewed: Int
  /// Where in the log the group's newest record stands.
  package var newest: Int64
  /// The group, or a record that stands alone.
  package var item: Int64

  package init(appeals: Int, unreviewed: Int, newest: Int64, item: Int64) {
    self.appeals = appeals
    self.unreviewed = unreviewed
    self.newest = newest
    self.item = item
  }

  /// Reads what `description` wrote; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 4, let appeals = Int(parts[0]), let unreviewed = Int(parts[1]),
      let newest = Int64(parts[2]), let item = Int64(parts[3])
    else { return nil }
    self.init(appeals: appeals, unreviewed: unreviewed, newest: newest, item: item)
  }

  /// Four numbers with full stops between them, for links.
  package var description: String { "\(appeals).\(unreviewed).\(newest).\(item)" }
}
