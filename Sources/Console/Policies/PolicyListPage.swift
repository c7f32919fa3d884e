import Policy
import Taxonomy

/// Which policies run, how their last reload went, and what lies in their folder.
struct PolicyListPage {
  var visitor: Visitor
  var running: PolicySnapshot
  /// Decides in the shadow; nil when none does.
  var shadowing: PolicySnapshot?
  /// The policy that decides where no route leads to another.
  var fallback: String
  /// The active revision first.
  var statuses: [RevisionStatus]
  var files: FolderState

  var page: Page {
    Page("Policies", section: .policies, aside: reloadButton, lead: lead) {
      for status in statuses { reloadNotice(status) }
      section("Files on disk", "files") { fileState }
      section("Policies of this revision", "policies") { list }
      if !running.warnings.isEmpty {
        section("Flaws in the files", "flaws") {
          Self.faults(running.warnings.prefix(FolderState.faultLimit).map(\.self))
        }
      }
      for status in statuses where status.role == .candidate { candidate(status) }
    }
  }

  private var active: RevisionStatus? { statuses.first { $0.role == .active } }

  private var lead: HTML {
    HTML {
      "Revision "
      tag(.code) { running.revision }
      if let active {
        " from "
        tag(.code) { active.folder }
        if let time = active.lastSuccess {
          ", found in force at "
          HTML.time(time)
        }
      }
    }
  }

  @HTMLBuilder private var reloadButton: HTML {
    if visitor.may(.reviewer) {
      HTML.form(to: Link("policies", "reload"), visitor) {
        tag(.button, .type("submit")) { "Reload from disk" }
      }
    }
  }

  private func section(_ title: String, _ id: String, @HTMLBuilder content: () -> HTML) -> HTML {
    tag(.section, .class("panel"), .labelledBy("\(id)-title")) {
      tag(.h2, .id("\(id)-title"), .class("panel-title")) { title }
      content()
    }
  }

  // MARK: The last reload

  @HTMLBuilder private func reloadNotice(_ status: RevisionStatus) -> HTML {
    if let report = status.lastReload {
      HTML.notice(report.outcome == .failed ? .bad : report.outcome == .loaded ? .good : .neutral) {
        tag(.strong) { Self.words(report, status.role) }
        tag(.span, .class("quiet")) {
          HTML.time(report.milliseconds)
          ", \(Self.words(report.trigger))"
        }
        if report.outcome == .failed {
          tag(.div, .class("notice-body")) {
            Self.faults(report.faults)
            if report.faultCount > report.faults.count {
              tag(.p, .class("quiet")) { "and \(NumberText.grouped(report.faultCount - report.faults.count)) more" }
            }
          }
        }
      }
    }
  }

  private static func words(_ report: ReloadReport, _ role: RevisionRole) -> String {
    let what = role == .active ? "" : "Candidate: "
    return switch report.outcome {
    case .loaded: what + "The last reload put a new revision in force."
    case .unchanged: what + "The last reload found the files unchanged."
    case .failed:
      what + "The last reload failed; "
        + (report.revision == nil ? "none is in force." : "what ran before runs on.")
    }
  }

  private static func words(_ trigger: ReloadTrigger) -> String {
    switch trigger {
    case .start: "at the start"
    case .watch: "since the folder changed"
    case .signal: "by SIGHUP"
    case .request: "on request"
    }
  }

  static func faults(_ faults: [PolicyFault]) -> HTML {
    tag(.ul, .class("faults")) {
      for fault in faults {
        tag(.li) {
          tag(.code, .class("fault-place")) {
            fault.line > 0 ? "\(fault.file):\(fault.line):\(fault.column)" : fault.file
          }
          " "
          HTML.worded(fault.message)
        }
      }
    }
  }

  // MARK: Files on disk

  @HTMLBuilder private var fileState: HTML {
    switch files {
    case .same:
      tag(.p, .class("state")) {
        HTML.badge("in force", .good)
        " The files are those of the revision that runs."
      }
    case .sameMeaning(let revision):
      tag(.p, .class("state")) {
        HTML.badge("same meaning", .neutral)
        " The files are revision "
        tag(.code) { revision }
        ", which decides the same: what differs are comments, descriptions, tests or their order."
      }
    case .different(let comparison):
      tag(.p, .class("state")) {
        HTML.badge("not in force", .warning)
        " The files are revision "
        tag(.code) { comparison.after }
        ". Once it is loaded, this changes:"
      }
      PolicyChangeList(comparison: comparison).html
    case .faulty(let faults) where faults == active?.lastReload?.faults:
      tag(.p, .class("state")) {
        HTML.badge("cannot be loaded", .bad)
        " The files are as the last reload found them."
      }
    case .faulty(let faults):
      tag(.p, .class("state")) {
        HTML.badge("cannot be loaded", .bad)
        faults.count == 1 ? " One thing is wrong:" : " \(NumberText.grouped(faults.count)) things are wrong:"
      }
      Self.faults(Array(faults.prefix(FolderState.faultLimit)))
    }
  }

  // MARK: Policies

  private var list: HTML {
    tag(.div, .class("table-frame")) {
      tag(.table, .class("policies")) {
        tag(.thead) {
          tag(.tr) {
            for head in ["Name", "What it is for", "Mode"] { tag(.th, Attribute("scope", "col")) { head } }
            for head in ["Prompt rules", "Answer rules", "Tests passed"] {
              tag(.th, Attribute("scope", "col"), .class("number")) { head }
            }
          }
        }
        tag(.tbody) {
          for name in running.names {
            if let policy = running.policy(named: name) { row(policy) }
          }
        }
      }
    }
  }

  private func row(_ policy: CompiledPolicy) -> HTML {
    tag(.tr) {
      tag(.th, Attribute("scope", "row")) {
        tag(.a, .href(Link("policies", policy.reference.name))) { policy.reference.name }
        if policy.reference.name == fallback {
          " "
          HTML.badge("default", .accent)
        }
      }
      tag(.td) { policy.about.map { HTML.worded($0) } ?? HTML("–") }
      tag(.td) {
        policy.mode == .monitor ? HTML.badge("monitor", .warning) : HTML(policy.mode.rawValue)
      }
      tag(.td, .class("number")) { "\(policy.ruleWords(.prompt).count)" }
      tag(.td, .class("number")) { "\(policy.ruleWords(.response).count)" }
      // No revision runs that did not pass them.
      tag(.td, .class("number")) { policy.testCount == 0 ? "none" : "\(policy.testCount) of \(policy.testCount)" }
    }
  }

  // MARK: Candidate

  private func candidate(_ status: RevisionStatus) -> HTML {
    section("Candidate", "candidate") {
      tag(.p, .class("state")) {
        if let revision = status.revision {
          "Revision "
          tag(.code) { revision }
          " from "
          tag(.code) { status.folder }
          " decides in the shadow: differences are counted and logged, and nothing else follows."
        } else {
          "No revision from "
          tag(.code) { status.folder }
          " could be loaded yet."
        }
      }
      if let shadowing {
        let comparison = SnapshotComparison(from: running, to: shadowing)
        if comparison.isEmpty {
          tag(.p, .class("state")) { "It decides as the active revision does." }
        } else {
          tag(.p, .class("state")) { "If it became the active revision, this would change:" }
          PolicyChangeList(comparison: comparison).html
        }
      }
    }
  }
}
