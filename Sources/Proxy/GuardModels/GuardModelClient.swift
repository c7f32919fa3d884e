import NIOCore
import OpenAIWire
import Policy

/// Asks guard models, on one event loop: each has kept-alive connections of its own, so many requests under way at once
/// and so many waiting; what is beyond that fails.
///
/// Confined to its event loop, so that a verdict comes back where it is needed.
final class GuardModelClient {
  /// Guard models share connections, and the bound on them, where they are the same model of the same server.
  private struct Place: Hashable {
    var url: String
    var model: String
  }

  private struct Server {
    var address: UpstreamAddress
    var pool: UpstreamPool
  }

  private let eventLoop: any EventLoop
  private let access: GuardAccess
  private var servers: [Place: Server] = [:]
  private var isClosed = false

  init(eventLoop: any EventLoop, access: GuardAccess) {
    self.eventLoop = eventLoop
    self.access = access
  }

  /// Questions that one request may ask at a time.
  var questionShare: Int { access.questionShare }
  var connectionCount: Int { servers.values.reduce(0) { $0 + $1.pool.count } }
  var waitingCount: Int { servers.values.reduce(0) { $0 + $1.pool.waitingCount } }

  /// Asks about a prompt, or about an answer to it; calls back once, maybe before this returns.
  ///
  /// - Parameters:
  ///   - prompt: what the user said. Where it is long and the answer is judged, its end counts.
  ///   - answer: nil judges the prompt.
  /// - Returns: what cancels the question.
  func ask(
    _ model: GuardModel, prompt: String, answer: String?, then complete: @escaping (GuardReport) -> Void
  ) -> GuardInquiry {
    let inquiry = GuardInquiry(model, isOfAnswer: answer != nil, then: complete)
    do throws(GuardFailure) {
      // What is not asked about as a whole is not judged: a server may drop what its model has no room for.
      let judged = (answer ?? prompt).utf8.count
      guard judged <= access.textLimit else { throw .tooLong }
      let context = answer == nil ? prompt : prompt.ending(bytes: access.textLimit - judged)
      let server = try server(of: model)
      let requests = GuardPrompt.requests(model.format, prompt: context, answer: answer).map { request in
        access.request(request.body(model: model.model), to: server.address)
      }
      inquiry.start(requests, through: server.pool, answerLimit: access.answerLimit, on: eventLoop)
    } catch { inquiry.fail(error) }
    return inquiry
  }

  /// Closes what has been idle for too long, and forgets servers that are not asked any more.
  func sweep(now: NIODeadline) {
    for (place, server) in servers {
      server.pool.sweep(now: now)
      if server.pool.count == 0, server.pool.waitingCount == 0 { servers[place] = nil }
    }
  }

  /// Closes all idle connections, and every other when its answer is over.
  func close() {
    isClosed = true
    for server in servers.values { server.pool.close() }
  }

  private func server(of model: GuardModel) throws(GuardFailure) -> Server {
    guard !isClosed else { throw .unreachable }
    let place = Place(url: model.url, model: model.model)
    if let server = servers[place] { return server }
    guard let address = try? UpstreamAddress.parse(model.url) else { throw .misconfigured }
    let connector = try access.connector(to: address, on: eventLoop)
    let server = Server(
      address: address,
      pool: UpstreamPool(
        limit: access.callLimit, waitingLimit: access.waitingLimit, headLimit: access.headLimit,
        idleTimeout: access.idleTimeout, connect: { connector.connect($0) }))
    servers[place] = server
    return server
  }
}

extension String {
  /// The last characters that have so many bytes at most.
  fileprivate func ending(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var start = utf8.index(endIndex, offsetBy: -max(0, limit))
    while start < endIndex, start.samePosition(in: unicodeScalars) == nil { utf8.formIndex(after: &start) }
    return String(self[start...])
  }
}
