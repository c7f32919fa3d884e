import Taxonomy

extension PolicyComparison {
  /// The rules of a stage in the order in which they are tried, those under `always` first.
  func rules(_ stage: Stage) -> [PolicyChange] {
    let subject = "\(stage.rawValue) rule"
    let (before, after) = (old.definition.rules(stage), new.definition.rules(stage))
    var changes: [PolicyChange] = []
    let stays = Set(before.map(\.id)).intersection(after.map(\.id))
    let kept = Self.longestCommon(
      before.map(\.id).filter(stays.contains), after.map(\.id).filter(stays.contains))
    for (place, rule) in after.enumerated() {
      guard let oldPlace = before.firstIndex(where: { $0.id == rule.id }) else {
        changes.append(PolicyChange(.added, subject, rule.id, facts(rule, new).map(Self.only(after: true))))
        continue
      }
      let details = self.details(before[oldPlace], rule)
      if !details.isEmpty { changes.append(PolicyChange(.changed, subject, rule.id, details)) }
      if !kept.contains(rule.id) {
        let detail = PolicyChange.Detail(key: "place", before: "\(oldPlace + 1)", after: "\(place + 1)")
        changes.append(PolicyChange(.moved, subject, rule.id, [detail]))
      }
    }
    for rule in before where !stays.contains(rule.id) {
      changes.append(PolicyChange(.removed, subject, rule.id, facts(rule, old).map(Self.only(after: false))))
    }
    return changes
  }

  /// Exceptions are tried until one applies, and which one makes no difference: their order is not compared.
  func exceptions() -> [PolicyChange] {
    let (before, after) = (old.definition.exceptions, new.definition.exceptions)
    var changes: [PolicyChange] = []
    for exception in after {
      guard let previous = before.first(where: { $0.id == exception.id }) else {
        changes.append(
          PolicyChange(.added, "exception", exception.id, facts(exception, new).map(Self.only(after: true))))
        continue
      }
      let (left, right) = (meanings(previous, old), meanings(exception, new))
      let details = zip(facts(previous, old), facts(exception, new)).enumerated().compactMap { index, texts in
        left[index] == right[index]
          ? nil : PolicyChange.Detail(key: texts.0.key, before: texts.0.text, after: texts.1.text)
      }
      if !details.isEmpty { changes.append(PolicyChange(.changed, "exception", exception.id, details)) }
    }
    for exception in before where !after.contains(where: { $0.id == exception.id }) {
      changes.append(
        PolicyChange(.removed, "exception", exception.id, facts(exception, old).map(Self.only(after: false))))
    }
    return changes
  }

  private func details(_ before: PolicyRule, _ after: PolicyRule) -> [PolicyChange.Detail] {
    let (left, right) = (facts(before, old), facts(after, new))
    let (leftMeanings, rightMeanings) = (meanings(before, old), meanings(after, new))
    return left.indices.compactMap { index in
      leftMeanings[index] == rightMeanings[index]
        ? nil : PolicyChange.Detail(key: left[index].key, before: left[index].text, after: right[index].text)
    }
  }

  /// A rule in policy words: the same keys for each.
  private func facts(_ rule: PolicyRule, _ side: Side) -> [(key: String, text: String)] {
    [
      ("when", side.words.text(rule.condition)), ("action", RuleWords.action(rule, words: side.words)),
      ("mode", rule.mode.rawValue), ("continue", "\(rule.continues)"),
    ]
  }

  /// What these facts mean, in their order.
  private func meanings(_ rule: PolicyRule, _ side: Side) -> [String] {
    let action =
      switch rule.action {
      case .redact(let target): "redact \(side.meaning.text(target))"
      case .rewrite(.prepend(let text)): "prepend \(text)"
      case .rewrite(.replace(let text)): "replace \(text)"
      case .allow, .refuse, .judge, .annotate: RuleWords.action(rule, words: side.words)
      }
    return [side.meaning.text(rule.condition), action, rule.mode.rawValue, "\(rule.continues)"]
  }

  private func facts(_ exception: PolicyException, _ side: Side) -> [(key: String, text: String)] {
    [
      ("stage", exception.stage.rawValue), ("match", side.words.text(exception.match)),
      ("unless", exception.unless.map(side.words.text) ?? "none"),
      ("skip", "[\(exception.skip.sorted().joined(separator: ", "))]"),
    ]
  }

  private func meanings(_ exception: PolicyException, _ side: Side) -> [String] {
    [
      exception.stage.rawValue, side.meaning.text(exception.match),
      exception.unless.map(side.meaning.text) ?? "none", exception.skip.sorted().joined(separator: ","),
    ]
  }

  private static func only(after: Bool) -> ((key: String, text: String)) -> PolicyChange.Detail {
    { fact in
      PolicyChange.Detail(key: fact.key, before: after ? nil : fact.text, after: after ? fact.text : nil)
    }
  }

  /// Members of a longest common subsequence of two orders of the same ids.
  ///
  /// Takes time with the product of their lengths, which `RuleReader.limit` bounds.
  static func longestCommon(_ left: [String], _ right: [String]) -> Set<String> {
    guard left != right else { return Set(left) }
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in left.indices.reversed() {
      for column in right.indices.reversed() {
        lengths[row][column] =
          left[row] == right[column]
          ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var common = Set<String>()
    var (row, column) = (0, 0)
    while row < left.count, column < right.count {
      if left[row] == right[column] {
        common.insert(left[row])
        (row, column) = (row + 1, column + 1)
      } else if lengths[row + 1][column] >= lengths[row][column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return common
  }
}
