import Policy
import RefusalLog
import Taxonomy

/// The routes of recorded decisions: the list of all, one with everything about it, and what apps said of others.
struct RecordPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) { self.sources = sources }

  func add(to routes: ConsoleRoutes) {
    routes.page("records", for: .viewer, list)
    routes.page("records/:id", for: .viewer, show)
    routes.page("feedback", for: .viewer) { _ in
      let feedback = try await sources.store.use { try $0.feedbackWithoutRecord(limit: FeedbackPage.length) }
      return .page(FeedbackPage(feedback: feedback).page)
    }
  }

  private func list(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let query = RecordQuery(request.query)
    let filter = query.filter(now: sources.milliseconds())
    let before = request.query["before"].flatMap { DecisionID($0) }
    let records = try await sources.store.use { store in
      try store.list(filter, limit: RecordListPage.length + 1, before: before)
    }
    let next = records.count > RecordListPage.length ? records[RecordListPage.length - 1].id : nil
    return .page(
      RecordListPage(
        query: query, records: Array(records.prefix(RecordListPage.length)), next: next, isContinued: before != nil
      ).page)
  }

  private func show(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let typed = request.parameter("id")
    let current = sources.revisions.current
    let visitor = request.visitor
    let page = try await sources.store.use { store in
      let record = try store.show(typed)
      return RecordPage(
        visitor: visitor, record: record, steps: try store.reviews(of: record.id),
        feedback: try store.feedback(on: record.id), reasons: RecordReasons(record, current: current))
    }
    return .page(page.page)
  }
}
