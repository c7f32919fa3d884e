import Policy

/// Differences between folders of policies as people read them.
enum ComparisonListing {
  /// Columns of one value.
  private static let valueWidth = 400

  static func text(of comparison: SnapshotComparison) -> String {
    guard !comparison.isEmpty else { return "The same in meaning.\n" }
    var lines: [String] = []
    lines += comparison.added.map { "+ policy \($0)" }
    lines += comparison.removed.map { "- policy \($0)" }
    if !comparison.routes.isEmpty {
      lines.append("~ routes")
      lines += comparison.routes.flatMap { self.lines(of: $0) }
    }
    for policy in comparison.changed {
      lines.append("~ policy \(policy.name)")
      lines += policy.changes.flatMap { self.lines(of: $0) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of change: PolicyChange) -> [String] {
    let head = change.name.isEmpty ? change.subject : "\(change.subject) \(change.name)"
    let sign =
      switch change.kind {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case .moved: ">"
      }
    // A setting is its own detail, and a place is told in its line.
    if change.subject == "setting", let detail = change.details.first { return ["  \(sign) \(line(of: detail))"] }
    if change.kind == .moved, let detail = change.details.first {
      return ["  \(sign) \(head): moved from place \(detail.before ?? "") to \(detail.after ?? "")"]
    }
    return ["  \(sign) \(head.printable)"] + change.details.map { "      \(line(of: $0))" }
  }

  private static func line(of detail: PolicyChange.Detail) -> String {
    let (before, after) = (detail.before.map(value), detail.after.map(value))
    return switch (before, after) {
    case (let before?, let after?): "\(detail.key): \(before) -> \(after)"
    case (let before?, nil): "\(detail.key): \(before)"
    case (nil, let after?): "\(detail.key): \(after)"
    case (nil, nil): detail.key
    }
  }

  private static func value(_ text: String) -> String { text.printable.fitted(to: valueWidth) }
}
