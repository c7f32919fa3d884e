package import Taxonomy

extension CompiledPolicy {
  /// The rules of a stage in policy words, inherited ones among them, in the order in which they are tried.
  ///
  /// `condition` is complete and reads back as the same condition; a list of phrases without a name can make it long.
  package func ruleWords(_ stage: Stage) -> [(id: String, condition: String, action: String)] {
    let words = ConditionWords(self)
    return definition.rules(stage).map { rule in
      (rule.id, words.text(rule.condition), RuleWords.action(rule, words: words))
    }
  }
}
