import RefusalLog
import Taxonomy

/// What the classifier said at the time, as bars.
struct RecordScores {
  /// Categories below this are left out.
  private static let leastCategory = 0.2

  let record: RefusalRecord

  /// - Parameter withCategories: whether the hazard categories follow, the worst first.
  func html(withCategories: Bool) -> HTML {
    var bars: [ScoreBar] = []
    if let harm = record.promptHarm { bars.append(ScoreBar(name: "Prompt harm", value: harm)) }
    if let attack = record.attack { bars.append(ScoreBar(name: "Attack", value: attack)) }
    if let harm = record.answerHarm { bars.append(ScoreBar(name: "Answer harm", value: harm)) }
    if let score = record.refusalScore { bars.append(ScoreBar(name: "Refusal", value: score, isHarm: false)) }
    if withCategories {
      bars += worst.map { ScoreBar(name: $0.name, value: $0.value) }
    }
    guard !bars.isEmpty else { return tag(.p, .class("nothing")) { "Nothing was scored." } }
    return tag(.ul, .class("scores"), .label("Scores")) { HTML.joined(bars.map(\.html)) }
  }

  private var worst: [(name: String, value: Double)] {
    record.categories.filter { $0.value >= Self.leastCategory }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .map { (HazardCategory(rawValue: $0.key)?.words ?? $0.key, $0.value) }
  }
}
