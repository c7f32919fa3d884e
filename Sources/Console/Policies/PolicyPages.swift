/// The pages about the policies that run.
struct PolicyPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) {
    self.sources = sources
  }

  func add(to routes: ConsoleRoutes) {
    routes.page("policies", for: .viewer) { request in try await policies(request) }
  }

  private func policies(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    .page(Page("Policies", section: .policies) { tag(.p) { "…" } })
  }
}
