import OpenAIWire
import Testing

/// What ours accepts, llhttp accepts too, and sees the same in it: no peer in front of or behind this proxy can be made
/// to see another request than the one that was judged. That ours refuses more is intended.
@Suite struct HTTPDifferentialTests {
  private static let cases = 30_000

  /// Methods that llhttp knows and that have no meaning of their own to it.
  private static let plainMethods: Set<Substring> = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"]

  @Test("every damaged request that is accepted means the same to llhttp", arguments: [1, 2] as [UInt64])
  func requests(seed: UInt64) throws {
    var generator = HTTPMessageGenerator(seed: seed)
    var compared = 0
    var refused = 0
    for _ in 0..<Self.cases / 2 {
      var bytes: [UInt8] = []
      for _ in 0..<generator.number(1..<4) { bytes += generator.request().bytes }
      for _ in 0..<generator.number(0..<4) { generator.damage(&bytes) }
      let run = RequestRun(bytes)
      if run.fault != nil { refused += 1 }
      compared += try compareRequests(bytes, run)
    }
    // Neither all nothing: the damage must leave much that is accepted, and break much.
    #expect(compared > Self.cases / 4 && refused > Self.cases / 8)
  }

  private func compareRequests(_ bytes: [UInt8], _ run: RequestRun) throws -> Int {
    let other = LLHTTP(.requests)
    var start = 0
    for (index, message) in run.messages.enumerated() {
      guard let method = message.start.split(separator: " ").first, Self.plainMethods.contains(method) else {
        return index
      }
      let end = run.ends[index]
      other.feed(bytes[start..<end - 1])
      try #require(other.messages.count == index, "llhttp ends before ours, request \(index) of \(bytes.shown)")
      other.feed(bytes[end - 1..<end])
      try #require(other.messages.count == index + 1, "llhttp has no end where ours has, \(index) of \(bytes.shown)")
      try #require(other.messages[index] == message, "request \(index) of \(bytes.shown)")
      guard run.keptAlive[index] else { return index + 1 }
      start = end
    }
    return run.messages.count
  }

  @Test(
    "every damaged response that is accepted means the same to llhttp",
    arguments: [(3, false), (4, true)] as [(UInt64, Bool)])
  func responses(seed: UInt64, answersHead: Bool) throws {
    var generator = HTTPMessageGenerator(seed: seed)
    var compared = 0
    var refused = 0
    for _ in 0..<Self.cases / 2 {
      var bytes = generator.response().bytes
      if generator.once(in: 3) { bytes += generator.response().bytes }
      if generator.once(in: 4) { bytes = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8) + bytes }
      for _ in 0..<generator.number(0..<4) { generator.damage(&bytes) }
      let run = ResponseRun(bytes, cuts: Array(1..<max(bytes.count, 1)), answersHead: answersHead)
      if run.fault != nil { refused += 1 }
      compared += try compareResponses(bytes, run, answersHead: answersHead)
    }
    #expect(compared > Self.cases / 8 && refused > Self.cases / 8)
  }

  private func compareResponses(_ bytes: [UInt8], _ run: ResponseRun, answersHead: Bool) throws -> Int {
    let other = LLHTTP(.responses(answersHead: answersHead))
    var start = 0
    for (index, message) in run.messages.enumerated() {
      let end = run.ends[index]
      try other.expectResponse()
      other.feed(bytes[start..<end - 1])
      try #require(other.messages.count == index, "llhttp ends before ours, response \(index) of \(bytes.shown)")
      other.feed(bytes[end - 1..<end])
      try #require(other.messages.count == index + 1, "llhttp has no end where ours has, \(index) of \(bytes.shown)")
      try #require(other.messages[index] == message, "response \(index) of \(bytes.shown)")
      guard run.keptAlive[index] else { return index + 1 }
      start = end
    }
    return run.messages.count
  }
}
