import FakeUpstream
import Proxy
import Testing

extension LiveTests {
  @Suite("Upstream's bytes however split") struct SplitTests {
    private static let pieces = ["Grüße ", "aus 日本 🙂 ", "und \"so\"\n", "weiter, noch ein wenig mehr."]

    /// Whether judged, whether on threads.
    static let ways: [(judged: Bool, onThreads: Bool)] = [(false, false), (true, false), (true, true)]

    private func setup(_ way: (judged: Bool, onThreads: Bool)) -> LiveSetup {
      let setup = LiveSetup(way.judged ? LivePolicy() : .off)
      return way.onThreads ? setup.onThreads() : setup
    }

    @Test("a stream that comes byte by byte reaches the client as the same bytes", arguments: ways.indices)
    func trickled(way: Int) async throws {
      try await LiveProxy.run(setup(Self.ways[way])) { proxy in
        proxy.upstream.script(.trickle(UpstreamText.stream(Self.pieces, usage: true)))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text == StreamScript.stream(Self.pieces, usage: true))
      }
    }

    @Test("a whole answer that comes byte by byte reaches the client as the same bytes", arguments: ways.indices)
    func trickledWhole(way: Int) async throws {
      try await LiveProxy.run(setup(Self.ways[way])) { proxy in
        proxy.upstream.script(.trickle(UpstreamText.whole(Self.pieces.joined())))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.text == StreamScript.whole([Self.pieces.joined()]))
      }
    }

    @Test(
      "a stream split at any one place gives the same bytes, and one that is cut the same cut",
      arguments: [false, true])
    func everySplit(harmful: Bool) async throws {
      let pieces = harmful ? ["This is fine so far.", " And now BAD 🙂 words ", "come."] : ["Grüße 🙂, ", "日本."]
      let bytes = Array(UpstreamText.stream(pieces).utf8)
      try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(.send(bytes))
        let expected = try await client.ask(ChatText.request("Hello", stream: true)).text
        #expect(expected.contains("🙂") == !harmful && expected.contains("\"content\":\"No.\"") == harmful)
        for place in stride(from: 1, to: bytes.count, by: 1) {
          // The second part goes out in a turn of the loop after the first has left.
          proxy.upstream.script(
            .send(Array(bytes[..<(place - 1)])), .trickle([bytes[place - 1]]), .send(Array(bytes[place...])))
          let answer = try await client.ask(ChatText.request("Hello", stream: true)).text
          // Ids and times of what the proxy adds are upstream's own, so all bytes are the same.
          if answer != expected { Issue.record("split at byte \(place): \(answer)") }
        }
        client.close()
      }
    }

    @Test("chunk borders mean nothing: each byte of the events in a chunk of its own")
    func chunkBorders() async throws {
      let events = StreamScript.stream(Self.pieces)
      try await LiveProxy.run { proxy in
        let chunks = events.utf8.flatMap { Array("1\r\n".utf8) + [$0] + Array("\r\n".utf8) }
        proxy.upstream.script(
          .send(Array(UpstreamText.streamHead.utf8) + chunks + Array(UpstreamText.lastChunk.utf8)))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text == events)
      }
    }
  }
}
