import NIOCore
import Policy

/// One question that a guard model is being asked: its requests, its deadline, and the verdict that they add up to.
///
/// Confined to its event loop. Reports once, unless it is cancelled.
final class GuardInquiry {
  private let model: GuardModel
  private let isOfAnswer: Bool
  private let begun = NIODeadline.now()
  private var calls: [GuardCall] = []
  /// Requests that have not come back.
  private var missing = 0
  private var failure: GuardFailure?
  private var deadline: Scheduled<Void>?
  private var complete: ((GuardReport) -> Void)?

  init(_ model: GuardModel, isOfAnswer: Bool, then complete: @escaping (GuardReport) -> Void) {
    self.model = model
    self.isOfAnswer = isOfAnswer
    self.complete = complete
  }

  /// Sends the requests; maybe reports before this returns.
  func start(_ requests: [ByteBuffer], through pool: UpstreamPool, answerLimit: Int, on eventLoop: any EventLoop) {
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    deadline = eventLoop.scheduleTask(in: .milliseconds(Int64(model.timeoutMilliseconds))) {
      bound.value.fail(.tooSlow)
    }
    missing = requests.count
    calls = requests.map { request in
      GuardCall(request, through: pool, answerLimit: answerLimit) { [weak self] in self?.take($0) }
    }
    for call in calls where complete != nil { call.start() }
  }

  /// Nobody waits for the verdict any more.
  func cancel() {
    complete = nil
    stop()
  }

  func fail(_ failure: GuardFailure) { finish(.failed, failure) }

  private func take(_ result: Result<ByteBuffer, GuardFailure>) {
    guard complete != nil else { return }
    missing -= 1
    switch result {
    case .failure(let found): failure = failure ?? found
    case .success(let body):
      switch GuardReply.verdict(model.format, in: body, isOfAnswer: isOfAnswer) {
      // One principle violated is enough, whatever the others say.
      case .unsafe: return finish(.unsafe, nil)
      case .failed: failure = failure ?? .unreadable
      case .safe: break
      }
    }
    guard missing == 0 else { return }
    if let failure { finish(.failed, failure) } else { finish(.safe, nil) }
  }

  private func finish(_ verdict: GuardVerdict, _ failure: GuardFailure?) {
    guard let complete else { return }
    self.complete = nil
    stop()
    complete(GuardReport(verdict: verdict, failure: failure, time: .now() - begun))
  }

  private func stop() {
    deadline?.cancel()
    deadline = nil
    let open = calls
    calls = []
    for call in open { call.cancel() }
  }
}
