import FakeUpstream
import Proxy
import Testing

extension LiveTests {
  @Suite("What is handed through") struct PassThroughTests {
    @Test("the list of models and one model come from upstream")
    func models() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.response("{\"object\":\"list\",\"data\":[]}")))
        proxy.upstream.script(.send(UpstreamText.response("{\"id\":\"m\"}")))
        let client = try await proxy.connect()
        let list = try await client.ask(ChatText.get("/v1/models?limit=2"))
        #expect(list.status == 200 && list.text == "{\"object\":\"list\",\"data\":[]}")
        #expect(try await client.ask(ChatText.get("/v1/models/m")).text == "{\"id\":\"m\"}")
        #expect(
          proxy.upstream.requests.map { $0.head.split(separator: "\r\n")[0] } == [
            "GET /v1/models?limit=2 HTTP/1.1", "GET /v1/models/m HTTP/1.1",
          ])
        client.close()
      }
    }

    @Test("a listed path is handed through with its body, and any status comes back")
    func listedPath() async throws {
      let setup = LiveSetup { $0.passThroughPaths = ["/v1/rerank"] }
      let after = try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.response("{\"error\":1}", status: "422 No")))
        let answer = try await proxy.ask(ChatText.post("BAD { not json", path: "/v1/rerank"))
        #expect(answer.status == 422 && answer.text == "{\"error\":1}")
        #expect(proxy.upstream.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["BAD { not json"])
      }
      #expect(after.metric("evenkeel_requests_total{endpoint=\"pass_through\",outcome=\"answered\"}") == 1)
      #expect(after.records.isEmpty && after.outcomes.isEmpty, "only judged endpoints are counted as traffic")
    }

    @Test(
      "what is not served is an error in OpenAI's shape, and upstream is not asked",
      arguments: [
        ("GET", "/v1/chat/completions", 405, "a chat needs a body"),
        ("POST", "/v1/models", 405, "models are only read"),
        ("HEAD", "/v1/models", 405, "HEAD is no method of this API"),
        ("POST", "/v1/audio/speech", 404, "an endpoint that is not judged must not leak through"),
        ("POST", "/api/generate", 404, "nor one of another protocol"),
        ("GET", "/v1/responses/resp_1", 404, "an answer that is fetched later would not be judged"),
        ("POST", "/v1/rerank", 404, "only listed paths are handed through"),
        ("POST", "/V1/chat/completions", 404, "paths are case-sensitive"),
        ("POST", "/v1/chat/completions/", 404, "some servers drop the slash and would answer unjudged"),
        ("POST", "//v1/chat/completions", 404, "some servers join slashes"),
        ("GET", "/", 404, "there is no page here"),
      ])
    func notServed(method: String, path: String, status: Int, reason: String) async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        let request = "\(method) \(path) HTTP/1.1\r\nhost: proxy\r\ncontent-length: 2\r\n\r\n{}"
        let answer = try await client.ask(request)
        #expect(answer.status == status, "\(reason)")
        #expect(answer.error?.type == "invalid_request_error", "\(reason)")
        #expect(answer.field("connection") == "close")
        #expect(proxy.upstream.requests.isEmpty, "\(reason)")
        client.close()
      }
      #expect(after.metric("evenkeel_requests_rejected_total{status=\"\(status)\"}") == 1)
    }

    @Test("the body that upstream gets is the client's byte for byte", arguments: [false, true])
    func sameBody(onThreads: Bool) async throws {
      let body =
        "{ \"messages\" : [{\"content\":\"h\\u00e9llo \\ud83d\\ude00 ü\",\"role\":\"user\",\"x_new\":[1.50,1e400,-0]}],\r\n"
        + "\"temperature\":0.7000000000000000001,\"seed\":12345678901234567890,\"x\":{\"deep\":[null,true]},\"model\":\"m\" }"
      let setup = LiveSetup()
      try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.post(body))
        #expect(answer.status == 200)
        #expect(proxy.upstream.requests.map { String(decoding: $0.body, as: UTF8.self) } == [body])
      }
    }

    @Test("a large body reaches upstream whole")
    func largeBody() async throws {
      let prompt = String(repeating: "All work and no play. ", count: 40_000)
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.request(prompt))
        #expect(answer.status == 200)
        #expect(proxy.upstream.requests.first?.body == Array(ChatText.body(prompt).utf8))
      }
    }

    @Test("an answer's unknown fields and numbers come byte for byte", arguments: [false, true])
    func sameAnswer(isStream: Bool) async throws {
      let events = StreamScript.stream(["Hello", " there."], usage: true)
      let whole = StreamScript.whole(["Hello there."])
      try await LiveProxy.run { proxy in
        proxy.upstream.script(
          .send(
            isStream ? UpstreamText.streamHead + UpstreamText.chunk(events) + "0\r\n\r\n" : UpstreamText.response(whole)
          ))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: isStream))
        #expect(answer.text == (isStream ? events : whole))
        #expect(answer.text.contains("\"x_unknown\":1.50"))
        #expect(answer.field("content-type") == (isStream ? "text/event-stream" : "application/json"))
      }
    }

    @Test("an error of upstream's own comes through unchanged")
    func upstreamError() async throws {
      try await LiveProxy.run { proxy in
        let error =
          "{\"error\":{\"message\":\"no such model\",\"type\":\"x\",\"param\":null,\"code\":\"model_not_found\"}}"
        proxy.upstream.script(
          .send(UpstreamText.response(error, status: "404 Not Found", fields: "x-request-id: 7\r\n")))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 404 && answer.text == error && answer.field("x-request-id") == "7")
      }
    }
  }
}
