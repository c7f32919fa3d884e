import FakeUpstream
import Foundation
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("Moderations") struct ModerationTests {
    private static func results(_ answer: WireResponse) throws -> [[String: Any]] {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any], "\(answer.text)")
      return try #require(object["results"] as? [[String: Any]])
    }

    @Test(
      "each input is judged by itself, and upstream is not asked", arguments: [0, 1 << 20])
    func inputs(inlineByteLimit: Int) async throws {
      var setup = LiveSetup()
      setup.inlineByteLimit = inlineByteLimit
      let after = try await LiveProxy.run(setup) { proxy in
        let rows: [(input: String, flagged: [Bool])] = [
          (#""All is well""#, [false]), (#""BAD""#, [true]), (#"["fine","BAD","fine"]"#, [false, true, false]),
          (#"[{"type":"text","text":"fine"},{"type":"text","text":"BAD"}]"#, [true]),
          (#"[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]"#, [false]),
        ]
        let client = try await proxy.connect()
        for row in rows {
          let answer = try await client.ask(
            ChatText.post(#"{"model":"omni-moderation-latest","input":\#(row.input)}"#, path: "/v1/moderations"))
          #expect(answer.status == 200)
          let results = try Self.results(answer)
          #expect(results.map { $0["flagged"] as? Bool } == row.flagged, "\(row.input)")
          for result in results { #expect((result["categories"] as? [String: Any])?.count == 13) }
        }
        #expect(proxy.upstream.requests.isEmpty)
        client.close()
      }
      #expect(after.records.isEmpty && after.outcomes.isEmpty, "no answer was withheld from anybody")
      #expect(after.metric("evenkeel_requests_total{endpoint=\"moderations\",outcome=\"answered\"}") == 5)
    }

    @Test("an input that cannot be judged is an error, not a harmless one")
    func failure() async throws {
      let after = try await LiveProxy.run(LiveSetup(LivePolicy(failure: "allow"))) { proxy in
        let answer = try await proxy.ask(ChatText.post(#"{"input":["fine","BROKEN"]}"#, path: "/v1/moderations"))
        #expect(answer.status == 500 && answer.error?.code == "internal_error")
        let wrong = try await proxy.ask(ChatText.post(#"{"input":7}"#, path: "/v1/moderations"))
        #expect(wrong.status == 400)
      }
      for outcome in ["failed", "rejected"] {
        let series = "evenkeel_requests_total{endpoint=\"moderations\",outcome=\"\(outcome)\"}"
        #expect(after.metric(series) == 1, "the proxy's failure is not the client's")
      }
    }

    @Test("a guard model that the rules want to hear is asked about each doubtful input")
    func guardModel() async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("safe")))
      model.script(.send(GuardSetup.answer("unsafe\nS2")))
      try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port))) { proxy in
        let body = #"{"input":["DOUBTFUL one","fine","DOUBTFUL two"]}"#
        let answer = try await proxy.ask(ChatText.post(body, path: "/v1/moderations"))
        #expect(try Self.results(answer).map { $0["flagged"] as? Bool } == [false, false, true])
      }
      #expect(model.requests.count == 2)
      try await model.stop()
    }
  }

  @Suite("Embeddings") struct EmbeddingTests {
    @Test("inputs are judged, a harmful one is an error in Azure's shape, and the answer passes as it is")
    func inputs() async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        let vector = #"{"object":"list","data":[{"embedding":[0.5]}]}"#
        proxy.upstream.script(.send(UpstreamText.response(vector)))
        let fine = try await client.ask(ChatText.post(#"{"model":"e","input":["one","two"]}"#, path: "/v1/embeddings"))
        #expect(fine.status == 200 && fine.text == vector)
        let refused = try await client.ask(
          ChatText.post(#"{"model":"e","input":["one","BAD"]}"#, path: "/v1/embeddings"))
        #expect(refused.status == 400 && refused.text.contains(#""code":"content_filter""#))
        #expect(proxy.upstream.requests.count == 1)
        client.close()
      }
      #expect(after.records.map(\.endpoint) == ["/v1/embeddings"])
    }
  }

  @Suite("What cannot be judged") struct UnjudgedContentTests {
    private static func policy(_ keys: String) -> LivePolicy {
      .written(
        "prompt: { \(keys), rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ] }")
    }

    @Test(
      "the policy says whether it passes",
      arguments: [
        ("/v1/completions", #"{"model":"m","prompt":[1,2,3]}"#, "token_prompts", "token_prompt"),
        ("/v1/embeddings", #"{"model":"m","input":[[1,2],[3]]}"#, "token_prompts", "token_prompt"),
        (
          "/v1/chat/completions",
          #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]}"#,
          "media", "media"
        ),
        (
          "/v1/chat/completions", #"{"model":"m","documents":["read me"],"messages":[{"role":"user","content":"Hi"}]}"#,
          "unknown_content", "unknown_content"
        ),
      ])
    func decidedByPolicy(path: String, body: String, key: String, code: String) async throws {
      for isAllowed in [true, false] {
        let after = try await LiveProxy.run(LiveSetup(Self.policy("\(key): \(isAllowed ? "allow" : "refuse")"))) {
          proxy in
          if isAllowed { proxy.upstream.script(.send(UpstreamText.response("{}"))) }
          let answer = try await proxy.ask(ChatText.post(body, path: path))
          #expect(answer.status == (isAllowed ? 200 : 400))
          #expect(answer.error?.code == (isAllowed ? nil : code))
          #expect(proxy.upstream.requests.count == (isAllowed ? 1 : 0))
        }
        #expect(after.records.isEmpty, "a request that cannot be served is no refused prompt")
      }
    }
  }
}
