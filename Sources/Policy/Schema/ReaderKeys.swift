import Taxonomy

/// The keys that the readers of the language know, by the schema's name of the mapping: what the schema is held against.
package enum ReaderKeys {
  package static let all: [String: [String]] = [
    "policy": PolicyReader.keys,
    "prompt": PolicyReader.promptKeys,
    "response": PolicyReader.responseKeys,
    "prompt_rule": RuleReader.keys,
    // Answers are not rewritten.
    "response_rule": RuleReader.keys.filter { $0 != "system" },
    "system": RuleReader.systemKeys,
    "prompt_condition": ConditionReader.keys.filter { $0 != "refusal" },
    "response_condition": ConditionReader.keys.filter { $0 != "attack" && $0 != "role" },
    "range": ConditionReader.bounds,
    "length": ConditionReader.bounds,
    "exception": ExceptionReader.keys,
    "judge": GuardModelReader.keys,
    "phrase_list_file": PhraseListReader.fileKeys,
    "false_refusals": PolicyReader.falseRefusalKeys,
    "false_refusals_when": PolicyReader.falseRefusalWhenKeys,
    "retry": PolicyReader.retryKeys,
    "record": PolicyReader.recordKeys,
    "routes": RouteReader.keys,
    "route": RouteReader.routeKeys,
    "tests": PolicyTestReader.fileKeys,
    "test": PolicyTestReader.keys,
    "expect": PolicyTestReader.expectationKeys,
  ]
}

extension PolicySchema {
  /// The keys of the table, by the name of the mapping.
  package static var keys: [String: [String]] {
    Dictionary(uniqueKeysWithValues: SchemaTable.objects.map { ($0.name, $0.keys.map(\.name)) })
  }
}
