import Policy
import Taxonomy

/// One policy: its rules in the order in which they are tried, and its tests with their results.
struct PolicyPage {
  var policy: CompiledPolicy
  var report: PolicyTestReport

  var page: Page {
    Page(policy.reference.name, section: .policies, aside: back, lead: lead) {
      tag(.dl, .class("policy-facts")) {
        fact("Mode", HTML(policy.mode.rawValue))
        if let base = policy.base { fact("Extends", tag(.a, .href(Link("policies", base))) { base }) }
        fact("Stated in", tag(.code) { policy.place })
        fact("Suspected false refusal", HTML(policy.falseRefusalAction?.rawValue ?? "not looked for"))
        fact("Records keep", HTML(policy.recordContent.rawValue))
      }
      section("Rules for prompts", "prompt", policy.ruleWords(.prompt))
      section("Rules for answers", "response", policy.ruleWords(.response))
      tests
    }
  }

  private var back: HTML { tag(.a, .href(Link("policies"))) { "All policies" } }

  private var lead: HTML {
    HTML {
      if let about = policy.about { HTML.worded(about) }
    }
  }

  private func fact(_ name: String, _ value: HTML) -> HTML {
    tag(.div) {
      tag(.dt) { name }
      tag(.dd) { value }
    }
  }

  private func section(
    _ title: String, _ id: String, _ rules: [(id: String, condition: String, action: String)]
  ) -> HTML {
    tag(.section, .class("panel"), .labelledBy("\(id)-title")) {
      tag(.h2, .id("\(id)-title"), .class("panel-title")) { title }
      if rules.isEmpty {
        tag(.p, .class("quiet")) { "None: nothing is judged here." }
      } else {
        tag(.div, .class("table-frame")) {
          tag(.table, .class("rule-table")) {
            tag(.thead) {
              tag(.tr) {
                for head in ["Rule", "When", "Action"] { tag(.th, Attribute("scope", "col")) { head } }
              }
            }
            tag(.tbody) {
              for rule in rules {
                tag(.tr) {
                  tag(.th, Attribute("scope", "row")) { tag(.code) { rule.id } }
                  tag(.td) { condition(rule.condition) }
                  tag(.td) { tag(.code) { rule.action } }
                }
              }
            }
          }
        }
      }
    }
  }

  /// A list of phrases can be long.
  @HTMLBuilder private func condition(_ words: String) -> HTML {
    let scalars = words.unicodeScalars
    if scalars.count <= 400 {
      tag(.code) { words }
    } else {
      tag(.details) {
        tag(.summary) {
          tag(.code) { String(String.UnicodeScalarView(scalars.prefix(200))) + "…" }
        }
        tag(.code) { words }
      }
    }
  }

  // MARK: Tests

  private var tests: HTML {
    tag(.section, .class("panel"), .labelledBy("tests-title")) {
      tag(.div, .class("panel-head")) {
        tag(.h2, .id("tests-title")) { "Tests" }
        if report.count > 0 {
          HTML.badge(
            "\(report.passed) of \(report.count) passed", report.failures.isEmpty ? .good : .bad)
        }
      }
      if policy.tests.isEmpty {
        tag(.p, .class("quiet")) { "The policy carries no tests." }
      } else {
        testTable
      }
    }
  }

  private var testTable: HTML {
    let failures = Dictionary(
      report.failures.map { ("\($0.file):\($0.line)", $0) }, uniquingKeysWith: { first, _ in first })
    return tag(.div, .class("table-frame")) {
      tag(.table, .class("tests")) {
        tag(.thead) {
          tag(.tr) {
            for head in ["Result", "Prompt or answer", "Has to be", "Where"] {
              tag(.th, Attribute("scope", "col")) { head }
            }
          }
        }
        tag(.tbody) {
          for test in policy.tests { row(test, failures[test.place]) }
        }
      }
    }
  }

  private func row(_ test: PolicyTestCase, _ failure: PolicyTestFailure?) -> HTML {
    tag(.tr) {
      tag(.td) {
        if let failure {
          HTML.badge("failed", .bad)
          tag(.p, .class("small")) { "It is \(failure.got)." }
        } else {
          HTML.badge("passed", .good)
        }
      }
      tag(.td) {
        HTML.recorded(test.prompt)
        if let response = test.response {
          tag(.p, .class("test-answer")) {
            tag(.span, .class("quiet")) { "Answer: " }
            HTML.recorded(response)
          }
        }
      }
      tag(.td) { test.expected }
      tag(.td, .class("quiet")) { tag(.code) { Self.name(of: test.place) } }
    }
  }

  /// Without the folder, which is the same for all.
  private static func name(of place: String) -> String {
    place.split(separator: "/").last.map(String.init) ?? place
  }
}
