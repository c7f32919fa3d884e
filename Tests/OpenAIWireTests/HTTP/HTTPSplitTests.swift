import OpenAIWire
import Testing

/// However the same bytes come, the same is read from them; and nothing that comes makes a reader trap.
@Suite struct HTTPSplitTests {
  @Test("random valid requests are read as they were meant")
  func requestsRoundTrip() {
    var generator = HTTPMessageGenerator(seed: 11)
    for _ in 0..<5000 {
      let (bytes, message) = generator.request()
      let run = RequestRun(bytes)
      #expect(run.fault == nil && run.messages == [message] && run.ends == [bytes.count], "\(bytes.shown)")
    }
  }

  @Test("random valid responses are read as they were meant")
  func responsesRoundTrip() {
    var generator = HTTPMessageGenerator(seed: 12)
    for _ in 0..<5000 {
      let (bytes, message) = generator.response()
      let run = ResponseRun(bytes)
      #expect(run.fault == nil && run.messages == [message], "\(bytes.shown)")
    }
  }

  @Test("any split of requests, damaged or not, gives the same requests and the same fault")
  func requestsSplit() {
    var generator = HTTPMessageGenerator(seed: 13)
    var faults = 0
    for _ in 0..<5000 {
      var bytes: [UInt8] = []
      for _ in 0..<generator.number(1..<4) { bytes += generator.request().bytes }
      for _ in 0..<generator.number(0..<4) { generator.damage(&bytes) }
      let whole = RequestRun(bytes, headLimit: 200, bodyLimit: 50)
      if whole.fault != nil { faults += 1 }
      for cuts in [Array(1..<max(bytes.count, 1)), generator.cuts(bytes.count)] {
        let split = RequestRun(bytes, cuts: cuts, headLimit: 200, bodyLimit: 50)
        #expect(split.isSame(as: whole), "cut at \(cuts) of \(bytes.shown)")
      }
    }
    #expect((1000..<4500).contains(faults))
  }

  @Test("any split of responses, damaged or not, gives the same responses and the same fault")
  func responsesSplit() {
    var generator = HTTPMessageGenerator(seed: 14)
    var faults = 0
    for _ in 0..<5000 {
      var bytes: [UInt8] = []
      for _ in 0..<generator.number(1..<3) { bytes += generator.response().bytes }
      for _ in 0..<generator.number(0..<4) { generator.damage(&bytes) }
      let answersHead = generator.once(in: 4)
      let whole = ResponseRun(bytes, answersHead: answersHead, closes: true)
      if whole.fault != nil, whole.fault != .truncated { faults += 1 }
      for cuts in [Array(1..<max(bytes.count, 1)), generator.cuts(bytes.count)] {
        let split = ResponseRun(bytes, cuts: cuts, answersHead: answersHead, closes: true)
        #expect(isSame(split, whole), "cut at \(cuts) of \(bytes.shown)")
      }
    }
    #expect((1000..<4500).contains(faults))
  }

  /// A body's pieces go on as they come: before a fault, more of them may have gone when the bytes came in more pieces.
  private func isSame(_ split: ResponseRun, _ whole: ResponseRun) -> Bool {
    guard split.messages == whole.messages, split.keptAlive == whole.keptAlive, split.fault == whole.fault,
      split.endedByClose == whole.endedByClose
    else { return false }
    return split.fault == nil
      ? split.open == whole.open
      : split.open?.start == whole.open?.start && split.open?.body.starts(with: whole.open?.body ?? []) ?? true
  }

  @Test("random bytes never make a reader trap")
  func noise() {
    var generator = HTTPMessageGenerator(seed: 15)
    let alphabet = Array("\r\n :;0159afxGETPOSTHTTP/1.1 200\0\u{80}\"=".utf8)
    var ended = 0
    for _ in 0..<20_000 {
      let bytes = (0..<generator.number(0..<80)).map { _ in generator.pick(alphabet) }
      let chunked = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + bytes
      let runs = [RequestRun(bytes), RequestRun(chunked)]
      let response = ResponseRun(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + bytes)
      // One decoder reads both bodies.
      #expect(runs[1].messages.isEmpty == response.messages.isEmpty, "\(bytes.shown)")
      ended += runs.reduce(0) { $0 + $1.messages.count }
    }
    #expect(ended < 20_000)
  }
}
