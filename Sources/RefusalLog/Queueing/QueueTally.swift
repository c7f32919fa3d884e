/// How the review queue changes with a transaction that holds `SQLLock.upkeep`.
struct QueueTally {
  private struct Change {
    var records = 0
    var unreviewed = 0
    var appeals = 0
  }

  private struct Part: Hashable {
    var item: Int64
    var verdict: String
    var app: String
    var policy: String
    var model: String
  }

  private var items: [Int64: Change] = [:]
  private var newest: [Int64: Int64] = [:]
  private var parts: [Part: Change] = [:]

  /// The record comes into its group's item.
  mutating func enter(_ record: CountedRecord) {
    guard let group = record.group else { return }
    change(group, record, records: 1, unreviewed: record.label == nil ? 1 : 0)
    newest[group] = max(newest[group] ?? .min, record.sequence)
  }

  /// The record is deleted.
  mutating func leave(_ record: CountedRecord) {
    guard let group = record.group else { return }
    change(group, record, records: -1, unreviewed: record.label == nil ? -1 : 0)
  }

  /// The record, as it was before, gets a review or loses one.
  mutating func review(_ record: CountedRecord, label: String?) {
    guard let group = record.group, (record.label == nil) != (label == nil) else { return }
    change(group, record, records: 0, unreviewed: label == nil ? 1 : -1)
  }

  private mutating func change(_ group: Int64, _ record: CountedRecord, records: Int, unreviewed: Int) {
    let part = Part(
      item: group, verdict: record.facts.verdict, app: record.facts.app, policy: record.facts.policy,
      model: record.facts.model)
    items[group, default: .init()].records += records
    items[group, default: .init()].unreviewed += unreviewed
    items[group, default: .init()].appeals += unreviewed * record.feedback
    parts[part, default: .init()].records += records
    parts[part, default: .init()].unreviewed += unreviewed
  }

  func apply(to session: any SQLSession) throws {
    for (item, change) in items {
      let newest = SQLValue.integer(newest[item] ?? 0)
      let changes = [SQLValue(change.records), SQLValue(change.unreviewed), SQLValue(change.appeals)]
      if change.records > 0 {
        try session.execute(Self.enterItem, [.integer(item)] + changes + [newest])
      } else {
        try session.execute(Self.changeItem, changes + [.integer(item)])
      }
    }
    for (part, change) in parts {
      let key: [SQLValue] = [
        .integer(part.item), .text(part.verdict), .text(part.app), .text(part.policy), .text(part.model),
      ]
      let changes = [SQLValue(change.records), SQLValue(change.unreviewed)]
      if change.records > 0 {
        try session.execute(Self.enterPart, key + changes)
      } else {
        try session.execute(Self.changePart, changes + key)
      }
      if change.records < 0 { try session.execute(Self.forgetPart, key) }
    }
  }

  /// After records left: their items know their newest record again.
  func findNewest(in session: any SQLSession) throws {
    for item in items.keys {
      try session.execute(
        """
        UPDATE queue_items SET item_newest = \
        coalesce((SELECT max(grouped) FROM grouped_records WHERE in_group = item), item_newest) WHERE item = ?
        """, [.integer(item)])
    }
  }

  private static let enterItem = """
    INSERT INTO queue_items (item, item_records, item_unreviewed, item_appeals, item_newest) VALUES (?, ?, ?, ?, ?) \
    ON CONFLICT (item) DO UPDATE SET item_records = queue_items.item_records + excluded.item_records, \
    item_unreviewed = queue_items.item_unreviewed + excluded.item_unreviewed, \
    item_appeals = queue_items.item_appeals + excluded.item_appeals, \
    item_newest = CASE WHEN queue_items.item_newest < excluded.item_newest THEN excluded.item_newest \
    ELSE queue_items.item_newest END
    """
  private static let changeItem = """
    UPDATE queue_items SET item_records = item_records + ?, item_unreviewed = item_unreviewed + ?, \
    item_appeals = item_appeals + ? WHERE item = ?
    """
  private static let enterPart = """
    INSERT INTO queue_parts \
    (part_item, part_verdict, part_app, part_policy, part_model, part_records, part_unreviewed) \
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (part_item, part_verdict, part_app, part_policy, part_model) \
    DO UPDATE SET part_records = queue_parts.part_records + excluded.part_records, \
    part_unreviewed = queue_parts.part_unreviewed + excluded.part_unreviewed
    """
  private static let partKey =
    "part_item = ? AND part_verdict = ? AND part_app = ? AND part_policy = ? AND part_model = ?"
  private static let changePart = """
    UPDATE queue_parts SET part_records = part_records + ?, part_unreviewed = part_unreviewed + ? WHERE \(partKey)
    """
  private static let forgetPart = "DELETE FROM queue_parts WHERE \(partKey) AND part_records = 0"
}
