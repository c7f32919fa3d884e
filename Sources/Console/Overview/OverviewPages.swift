/// The page that says how often help was withheld, from whom, and by what.
struct OverviewPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) {
    self.sources = sources
  }

  func add(to routes: ConsoleRoutes) {
    routes.page("", for: .viewer) { request in try await overview(request) }
  }

  private func overview(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    .page(Page("Overview", section: .overview) { tag(.p) { "…" } })
  }
}
