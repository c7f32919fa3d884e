import Policy

/// Differences between two revisions, as people read them.
struct PolicyChangeList {
  /// Characters of one value.
  private static let valueLength = 400

  var comparison: SnapshotComparison

  var html: HTML {
    tag(.ul, .class("changes")) {
      for name in comparison.added { tag(.li) { line(.added, "policy", name) } }
      for name in comparison.removed { tag(.li) { line(.removed, "policy", name) } }
      for policy in comparison.changed {
        tag(.li) {
          line(.changed, "policy", policy.name)
          changes(policy.changes)
        }
      }
      if !comparison.routes.isEmpty {
        tag(.li) {
          line(.changed, "routes", "")
          changes(comparison.routes)
        }
      }
    }
  }

  private func changes(_ changes: [PolicyChange]) -> HTML {
    tag(.ul) {
      for change in changes {
        tag(.li) {
          line(change.kind, change.subject, change.name)
          if !change.details.isEmpty { details(change) }
        }
      }
    }
  }

  private func line(_ kind: PolicyChange.Kind, _ subject: String, _ name: String) -> HTML {
    HTML {
      tag(.span, .class("change change-\(kind.rawValue)")) { kind.rawValue }
      " \(subject) "
      if !name.isEmpty { tag(.code) { name } }
    }
  }

  private func details(_ change: PolicyChange) -> HTML {
    tag(.dl, .class("change-details")) {
      for detail in change.details {
        tag(.div) {
          // A setting's name is said already.
          if change.subject != "setting" { tag(.dt) { detail.key } }
          if let before = detail.before { tag(.dd) { tag(.del) { Self.shortened(before) } } }
          if let after = detail.after { tag(.dd) { tag(.ins) { Self.shortened(after) } } }
        }
      }
    }
  }

  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= valueLength
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(valueLength))) + "…"
  }
}
