import Foundation
import Policy
import Taxonomy

/// Try it: two texts, and what would be done about them.
struct TrialPage {
  let visitor: Visitor
  let texts: TextTrial.Texts
  /// Why nothing was tried.
  var fault: String?
  var trial: TextTrial?
  var duration = Duration.zero
  var classifier = ""

  var page: Page {
    Page("Try it", section: .trial, lead: HTML("Nothing you try is recorded or sent to a model.")) {
      if let fault { HTML.notice(.bad) { fault } }
      form
      if let trial { TrialView(trial: trial, duration: duration, classifier: classifier).html }
    }
  }

  private var form: HTML {
    HTML.form(to: Link("try"), visitor, .class("trial-form")) {
      tag(.div, .class("talk two")) {
        area("Prompt", "prompt", texts.prompt, isRequired: true)
        area("Answer, if there is one", "answer", texts.answer ?? "", isRequired: false)
      }
      tag(.div, .class("trial-options")) {
        tag(.label) {
          tag(.span) { "Whose words" }
          tag(.select, .name("role")) {
            for role in SpeakerRole.allCases where role != .unknown {
              HTML(.option, [.value(role.rawValue)] + (role == texts.role ? [.selected] : []), HTML(role.rawValue))
            }
          }
        }
        field("App", "app", texts.app)
        field("Model", "model", texts.model ?? "")
        tag(.label, .class("check")) {
          HTML(.input, [.type("checkbox"), .name("words"), .value("yes")] + (texts.findsWords ? [.checked] : []))
          tag(.span) { "Find the words that carry the score" }
        }
        tag(.button, .type("submit"), .class("primary")) { "Try" }
      }
    }
  }

  private func area(_ label: String, _ name: String, _ value: String, isRequired: Bool) -> HTML {
    tag(.label) {
      tag(.span) { label }
      HTML(
        .textarea,
        [.name(name), Attribute("rows", "5"), Attribute("dir", "auto"), Attribute("spellcheck", "false")]
          + (isRequired ? [.required] : []), HTML(exactText: value))
    }
  }

  private func field(_ label: String, _ name: String, _ value: String) -> HTML {
    tag(.label) {
      tag(.span) { label }
      tag(.input, .type("text"), .name(name), .value(value), Attribute("autocomplete", "off"))
    }
  }
}
