import Policy

/// Rules in the order in which they were tried, each with what it looked at and what came of it.
struct RuleList {
  let rules: [RuleExplanation]

  var html: HTML {
    tag(.ol, .class("rules")) {
      for rule in rules {
        tag(.li, .class("rule rule-\(rule.result.rawValue)")) {
          HTML(.details, rule.result.stands ? [.open] : []) {
            tag(.summary) {
              tag(.code, .class("rule-id")) { rule.id }
              HTML.badge(rule.result.words, rule.result.tone)
              tag(.span, .class("rule-action")) { rule.action }
            }
            tag(.div, .class("rule-body")) {
              tag(.ul, .class("trace")) { trace(rule.condition) }
              for exception in rule.exceptions { self.exception(exception) }
              tag(.p, .class("rule-place")) {
                tag(.code) { rule.place }
                if rule.isAlways { " · always tried" }
                if rule.isMonitored { " · in mode monitor" }
              }
            }
          }
        }
      }
    }
  }

  private func trace(_ trace: ConditionTrace) -> HTML {
    tag(.li) {
      tag(.span, .class("holds holds-\(Self.word(trace.holds))")) { Self.mark(trace.holds) }
      tag(.code) { trace.words }
      if !trace.input.isEmpty {
        tag(.span, .class("trace-input")) {
          " looked at "
          HTML.recorded(trace.input)
        }
      }
      if !trace.parts.isEmpty {
        tag(.ul, .class("trace")) { HTML.joined(trace.parts.map { part in self.trace(part) }) }
      }
    }
  }

  private func exception(_ exception: ExceptionExplanation) -> HTML {
    tag(.div, .class("exception")) {
      tag(.p) {
        "Exception "
        tag(.code) { exception.id }
        exception.applies ? " applies:" : " does not apply:"
      }
      tag(.ul, .class("trace")) {
        trace(exception.match)
        if let unless = exception.unless {
          tag(.li) {
            "unless"
            tag(.ul, .class("trace")) { trace(unless) }
          }
        }
      }
    }
  }

  private static func word(_ holds: Bool?) -> String { holds.map { $0 ? "yes" : "no" } ?? "unknown" }

  private static func mark(_ holds: Bool?) -> String { holds.map { $0 ? "holds" : "does not hold" } ?? "unknown" }
}

extension RuleExplanation.Result {
  /// Whether it is why the matter came out as it did.
  fileprivate var stands: Bool {
    switch self {
    case .decided, .fired, .noted, .asks, .skipped: true
    case .notMet, .unknown, .notTried: false
    }
  }

  fileprivate var words: String {
    switch self {
    case .decided: "decided"
    case .fired: "fired"
    case .noted: "noted"
    case .asks: "asks a guard model"
    case .notMet: "did not fire"
    case .unknown: "unknown"
    case .skipped: "kept out by an exception"
    case .notTried: "not tried"
    }
  }

  fileprivate var tone: Tone {
    switch self {
    case .decided: .accent
    case .fired, .noted, .asks: .warning
    case .skipped: .good
    case .notMet, .unknown, .notTried: .neutral
    }
  }
}
