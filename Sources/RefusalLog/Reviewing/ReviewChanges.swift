/// How counts and queue change with the reviews of one transaction.
struct ReviewChanges {
  private(set) var counts = RecordTally()
  private(set) var queue = QueueTally()

  /// The record, as it was before, has another standing review now, or none (`label` nil).
  mutating func add(_ record: CountedRecord, label: String?) {
    counts.add(record.facts, label: record.label, -1)
    counts.add(record.facts, label: label, 1)
    queue.review(record, label: label)
  }
}
