/// The page that says how often help was withheld, from whom, and by what.
struct OverviewPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) {
    self.sources = sources
  }

  func add(to routes: ConsoleRoutes) {
    routes.page("", for: .viewer, overview)
  }

  private func overview(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let query = OverviewQuery(request.query)
    let now = sources.milliseconds()
    let figures = try await sources.store.use { try OverviewFigures(query, now: now, in: $0) }
    return .page(OverviewPage(query: query, figures: figures).page)
  }
}
