/// One item of the review queue: records whose prompts are the same or nearly so, at least one of them not reviewed.
///
/// The filter decides which items are in the queue, by their unreviewed records; the numbers are those of the whole
/// group, as a review of the group is.
package struct QueueItem: Sendable, Equatable {
  /// The newest unreviewed record that passes the filter.
  package var record: RefusalRecord
  /// The group's own number; nil for a record that keeps nothing of its prompt and stands alone.
  package var group: Int64?
  /// Records of the group.
  package var count: Int
  /// Those of them with a standing review.
  package var reviewed: Int
  /// What apps said of its unreviewed records.
  package var appeals: Int
  /// Where the item stands in the queue: hand it on to go on behind it.
  package var place: QueuePlace

  package init(
    record: RefusalRecord, group: Int64?, count: Int, reviewed: Int, appeals: Int, place: QueuePlace
  ) {
    self.record = record
    self.group = group
    self.count = count
    self.reviewed = reviewed
    self.appeals = appeals
    self.place = place
  }
}
