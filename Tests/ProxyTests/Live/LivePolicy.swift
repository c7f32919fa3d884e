import Policy

/// The policy of a live test, written as an operator would.
struct LivePolicy {
  var mode = "enforce"
  var failure = "refuse"
  var release = "window"
  /// Characters judged at a time.
  var window = 20
  var judgesPrompts = true
  var judgesAnswers = true
  /// What follows from a suspected false refusal; nil when it is not looked for.
  var falseRefusals: String? = "record"
  var content = "full"
  /// The message of refusals, in English.
  var message = "No."
  /// The whole policy in its file's words, instead of all this; it is named `live`.
  var source: String?

  /// A policy in its file's words, without its name.
  static func written(_ source: String) -> LivePolicy {
    var policy = LivePolicy()
    policy.source = source
    return policy
  }

  /// Judges nothing.
  static var off: LivePolicy {
    var policy = LivePolicy()
    policy.judgesPrompts = false
    policy.judgesAnswers = false
    policy.falseRefusals = nil
    return policy
  }

  func snapshot() throws -> PolicySnapshot {
    if let source {
      return try PolicyFolder.load(files: [(name: "live.yaml", contents: Array("name: live\n\(source)\n".utf8))])
    }
    let rule = "rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ]"
    var lines = ["name: live", "mode: \(mode)", "on_classifier_failure: \(failure)"]
    if judgesPrompts { lines.append("prompt: { \(rule) }") }
    if judgesAnswers { lines.append("response: { release: \(release), window: \(window), context: 40, \(rule) }") }
    if let falseRefusals {
      lines.append(
        "false_refusals: { when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }, action: \(falseRefusals) }")
    }
    lines.append("messages: { default: { en: \"\(message)\", de: \"Nein.\" } }")
    lines.append("record: { content: \(content) }")
    return try PolicyFolder.load(files: [(name: "live.yaml", contents: Array(lines.joined(separator: "\n").utf8))])
  }
}
