import Hummingbird
import Policy
import Taxonomy

/// The pages about the policies that run.
struct PolicyPages {
  private let sources: ConsoleSources
  private let results: PolicyTestResults

  init(_ sources: ConsoleSources) {
    self.sources = sources
    results = PolicyTestResults(sources.classifier)
  }

  func add(to routes: ConsoleRoutes) {
    routes.page("policies", for: .viewer, list)
    routes.page("policies/:name", for: .viewer, show)
    routes.form("policies/reload", for: .reviewer, reload)
  }

  private func list(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let current = sources.revisions.current
    let running = current.active
    let statuses = sources.revisions.statuses
    let compile = sources.compile
    let folder = statuses.first { $0.role == .active }?.folder ?? ""
    let state = try await sources.work.run { FolderState(of: folder, beside: running, compile: compile) }
    let page = PolicyListPage(
      visitor: request.visitor, running: running, shadowing: current.candidate,
      fallback: sources.revisions.fallback(in: running),
      statuses: statuses, files: state)
    return .page(page.page)
  }

  private func show(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let running = sources.revisions.current.active
    guard let policy = running.policy(named: request.parameter("name")) else {
      throw ConsoleProblem(.notFound, "No such policy", "The revision that runs has no policy of this name.")
    }
    let results = results
    let report = try await sources.work.run { results.report(of: policy) }
    return .page(PolicyPage(policy: policy, report: report).page)
  }

  private func reload(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    guard !(await sources.reload()).isEmpty else {
      throw ConsoleProblem(.serviceUnavailable, "Not reloaded", "The program is about to end.")
    }
    return .redirect(Link("policies"))
  }
}
