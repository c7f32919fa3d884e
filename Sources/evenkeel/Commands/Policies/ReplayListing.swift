import Foundation
import Policy

/// A replay as people read it.
enum ReplayListing {
  /// - Parameter width: the terminal's columns; nil cuts nothing.
  static func text(of report: ReplayReport, width: Int?) -> String {
    var parts = [head(report)]
    if !report.transitions.isEmpty {
      var table = TextTable(["records", "recorded", "now"])
      for transition in report.transitions {
        table.add(["\(transition.records)", transition.from.rawValue, transition.to.rawValue])
      }
      parts.append(table.text(width: width))
    }
    if !report.rules.isEmpty {
      var table = TextTable(["before", "now", "unknown", "rule"])
      for (name, counts) in report.rules.sorted(by: { $0.key < $1.key }) {
        table.add(["\(counts.before)", "\(counts.after)", "\(counts.unknown)", name])
      }
      parts.append(table.text(width: width))
    }
    if !report.examples.isEmpty { parts.append(examples(report)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func head(_ report: ReplayReport) -> String {
    let revisions = report.recordedUnder.sorted { $0.key < $1.key }.map { "\($0.key.printable) (\($0.value))" }
    var lines = [
      "\(report.records) records decided again by \(report.folder.printable) (revision \(report.revision)); recorded under "
        + (revisions.isEmpty ? "nothing" : revisions.prefix(5).joined(separator: ", "))
        + (revisions.count > 5 ? " and \(revisions.count - 5) more" : ""),
      "\(report.changed) with another action now, \(report.undecided) that hang on what was not recorded",
      "suspected false refusals: \(report.suspectedFalseRefusalsBefore) recorded, "
        + "\(report.suspectedFalseRefusalsAfter) now",
    ]
    if report.withoutPolicy > 0 {
      lines.append(
        "\(report.withoutPolicy) left out: the folder has no policy of the recorded name, and no route for them")
    }
    if report.badRows > 0 { lines.append("\(report.badRows) bad rows left out") }
    lines.append("Traffic that passed unrecorded is not in here: what would be refused for the first time is not seen.")
    return lines.joined(separator: "\n")
  }

  private static func examples(_ report: ReplayReport) -> String {
    report.examples.map { example in
      let harm = [("harm", example.promptHarm), ("answer harm", example.answerHarm)].compactMap { name, value in
        value.map { "\(name) \(number($0))" }
      }.joined(separator: ", ")
      return """
        \(example.from.rawValue) -> \(example.to.rawValue)  \(example.id)  \(harm)
          \(example.words?.printable ?? "(text not kept)")
          rules: \(rules(example.rulesBefore)) -> \(rules(example.rulesAfter))
        """
    }.joined(separator: "\n")
  }

  private static func rules(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ").printable
  }

  private static func number(_ value: Double) -> String {
    String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
