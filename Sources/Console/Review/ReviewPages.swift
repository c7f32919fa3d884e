import RefusalLog
import Taxonomy

/// The routes of the review queue.
struct ReviewPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) { self.sources = sources }

  func add(to routes: ConsoleRoutes) {
    routes.page("review", for: .viewer, queue)
    routes.form("review/label", for: .reviewer, label)
    routes.form("review/undo", for: .reviewer, undo)
    // Where only forms are sent: who comes by an address goes to the queue.
    for path in ["review/label", "review/undo"] {
      routes.page(path, for: .viewer) { _ in .redirect(Link("review")) }
    }
  }

  /// A page of the queue.
  private func queue(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    var query = RecordQuery(request.query)
    query.reviewed = nil
    let filter = query.filter(now: sources.milliseconds())
    let after = request.query["after"].flatMap { QueuePlace($0) }
    let done = request.query["done"].flatMap { DecisionID($0) }
    let visitor = request.visitor
    let page = try await sources.store.use { [query] store in
      // What came in the last seconds; the rest is grouped while nobody waits.
      try store.groupNewRecords(atMost: 1_000)
      // One more than a page shows whether another one follows.
      var items = try store.queue(filter, limit: QueuePage.length + 1, after: after)
      let next = items.count > QueuePage.length ? items[QueuePage.length - 1].place : nil
      items = Array(items.prefix(QueuePage.length))
      var feedback: [DecisionID: [Feedback]] = [:]
      for item in items where item.appeals > 0 { feedback[item.record.id] = try store.feedback(on: item.record.id) }
      return QueuePage(
        visitor: visitor, query: query, items: items, feedback: feedback, progress: try store.progress(filter),
        next: next,
        isContinued: after != nil, done: try done.flatMap { try Self.done($0, by: visitor, in: store) })
    }
    return .page(page.page)
  }

  /// The review that the visitor has just made, if it is one.
  private static func done(
    _ id: DecisionID, by visitor: Visitor, in store: RefusalStore
  ) throws -> QueuePage.Done? {
    let record: RefusalRecord
    do throws(RefusalLogError) {
      record = try store.show(id.description)
    } catch .unknownID {
      // Purged meanwhile.
      return nil
    }
    guard let review = record.review, review.reviewer == visitor.name else { return nil }
    return QueuePage.Done(record: record, label: review.label)
  }

  private func label(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let id = try ReviewFields.id(request.form)
    let review = try ReviewFields.review(request.form, by: request.visitor, milliseconds: sources.milliseconds())
    let isOfGroup = request.form["group"] == "yes"
    let count = try await sources.store.use { store in
      guard !isOfGroup else { return try store.reviewGroup(of: id, review) }
      try store.review(id, review)
      return 1
    }
    guard !request.isFromScript else { return .json(try OperatorsJSON.text(ReviewResult(count: count))) }
    return .redirect(ReviewFields.back(request.form, done: id))
  }

  private func undo(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let id = try ReviewFields.id(request.form)
    let isOfGroup = request.form["group"] == "yes"
    let (name, now) = (request.visitor.name, sources.milliseconds())
    let count = try await sources.store.use { store in
      guard !isOfGroup else { return try store.undoGroupReview(of: id, reviewer: name, milliseconds: now) }
      _ = try store.undoReview(id, reviewer: name, milliseconds: now)
      return 1
    }
    guard !request.isFromScript else { return .json(try OperatorsJSON.text(ReviewResult(count: count))) }
    return .redirect(ReviewFields.back(request.form, done: nil))
  }
}
