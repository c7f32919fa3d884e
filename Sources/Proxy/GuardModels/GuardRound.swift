import NIOCore
import Policy

/// Questions that an exchange has to have answered before it goes on: asked all at once, and the same one only once.
///
/// Confined to its event loop.
final class GuardRound {
  private struct Asked: Hashable {
    var guardModel: GuardModel
    var topic: GuardTopic
  }

  private let client: GuardModelClient
  private var asked: [(what: Asked, questions: [GuardQuestion])] = []
  private var inquiries: [GuardInquiry] = []
  private var verdicts: [GuardQuestion: GuardVerdict] = [:]
  /// Questions that were not answered.
  private(set) var missing = 0
  private var count: (GuardReport) -> Void
  private var complete: (([GuardQuestion: GuardVerdict]) -> Void)?

  /// - Parameters:
  ///   - topic: what a question's item is about.
  ///   - count: told of every report.
  ///   - complete: told all verdicts, once.
  init(
    _ questions: [GuardQuestion], about topic: (Int) -> GuardTopic, through client: GuardModelClient,
    count: @escaping (GuardReport) -> Void, then complete: @escaping ([GuardQuestion: GuardVerdict]) -> Void
  ) {
    precondition(!questions.isEmpty, "a round without questions")
    self.client = client
    self.count = count
    self.complete = complete
    var positions: [Asked: Int] = [:]
    for question in questions {
      let what = Asked(guardModel: question.guardModel, topic: topic(question.item))
      if let position = positions[what] {
        asked[position].questions.append(question)
      } else {
        positions[what] = asked.count
        asked.append((what, [question]))
      }
    }
  }

  /// Asks; maybe completes before this returns.
  func start() {
    missing = asked.count
    for (position, entry) in asked.enumerated() {
      // The verdict of one may have ended the whole exchange.
      guard complete != nil else { return }
      guard position < client.questionShare else {
        take(GuardReport(verdict: .failed, failure: .overloaded, time: .zero), at: position)
        continue
      }
      let what = entry.what
      inquiries.append(
        client.ask(what.guardModel, prompt: what.topic.prompt, answer: what.topic.answer) { [weak self] report in
          self?.take(report, at: position)
        })
    }
  }

  /// Nobody waits for the verdicts any more.
  func cancel() {
    complete = nil
    let open = inquiries
    inquiries = []
    for inquiry in open { inquiry.cancel() }
  }

  private func take(_ report: GuardReport, at position: Int) {
    guard let complete else { return }
    count(report)
    for question in asked[position].questions { verdicts[question] = report.verdict }
    missing -= 1
    guard missing == 0 else { return }
    self.complete = nil
    inquiries = []
    complete(verdicts)
  }
}
