import FakeUpstream
import Proxy
import Testing

extension LiveTests {
  @Suite("Header fields") struct HeaderTests {
    /// A line that a client sends, and why upstream must not get it.
    static let withheld: [(line: String, reason: String)] = [
      ("Authorization: Bearer client-secret", "the client's credential"),
      ("cookie: session=client-secret", "a credential of another kind"),
      ("X-Api-Key: client-secret", "a credential of another kind"),
      ("api-key: client-secret", "a credential of another kind"),
      ("proxy-authorization: Basic client-secret", "a credential for a proxy"),
      ("connection: keep-alive, x-listed", "concerns one connection only"),
      ("x-listed: 1", "listed in `connection`"),
      ("keep-alive: timeout=5", "hop by hop"),
      ("proxy-connection: keep-alive", "hop by hop"),
      ("te: trailers", "hop by hop"),
      ("trailer: x-sum", "hop by hop"),
      ("upgrade: h2c", "hop by hop"),
      ("http2-settings: AAMAAABkAAQAAP__", "hop by hop"),
      ("x_openai_user: 7", "some servers read an underscore as a dash"),
      ("accept-encoding: gzip, br", "a compressed answer cannot be judged"),
      ("x-evenkeel-decision: forged", "only the proxy says it"),
    ]

    @Test("upstream gets what the client means for it, without its secrets and its connection's own fields")
    func requestFields() async throws {
      try await LiveProxy.run(LiveSetup { $0.upstreamKey = "upstream-secret" }) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let lines = Self.withheld.map { $0.line + "\r\n" }.joined()
        let kept = "user-agent: test/1\r\naccept: */*\r\nOpenAI-Organization: org-1\r\nx-stainless-lang: swift\r\n"
        _ = try await proxy.ask(ChatText.request("Hello", fields: lines + kept))
        let head = try #require(proxy.upstream.requests.first?.head)
        let received = head.split(separator: "\r\n").dropFirst().map { String($0) }
        for (line, reason) in Self.withheld {
          let name = line.prefix { $0 != ":" }.lowercased()
          let values = received.filter { $0.lowercased().hasPrefix("\(name):") }
          #expect(values.allSatisfy { $0 == "authorization: Bearer upstream-secret" }, "\(name): \(reason)")
        }
        #expect(!head.contains("client-secret"))
        #expect(received.filter { $0.lowercased().hasPrefix("authorization:") }.count == 1)
        for line in kept.split(separator: "\r\n") { #expect(received.contains(String(line))) }
        #expect(received.filter { $0.lowercased().hasPrefix("host:") } == ["host: 127.0.0.1:\(proxy.upstream.port)"])
        #expect(received.filter { $0.lowercased().hasPrefix("content-length:") }.count == 1)
      }
    }

    @Test("without an upstream key no credential at all goes upstream")
    func noUpstreamKey() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        _ = try await proxy.ask(ChatText.request("Hello", fields: "authorization: Bearer client-secret\r\n"))
        #expect(proxy.upstream.requests.first?.head.lowercased().contains("authorization") == false)
      }
    }

    @Test("the answer's fields pass, but for those of upstream's connection", arguments: [false, true])
    func answerFields(judged: Bool) async throws {
      try await LiveProxy.run(LiveSetup(judged ? LivePolicy() : .off)) { proxy in
        let fields =
          "x-request-id: 7\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nopenai-processing-ms: 12\r\nretry-after: 3\r\n"
          + "keep-alive: timeout=5\r\nconnection: keep-alive, x-listed\r\nx-listed: 1\r\nproxy-authenticate: Basic\r\n"
          + "upgrade: h2c\r\ntrailer: x\r\nx-evenkeel-action: forged\r\nserver-timing: forged;dur=1\r\n"
        proxy.upstream.script(.send(UpstreamText.response(StreamScript.whole(["Hello."]), fields: fields)))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.field("x-request-id") == "7" && answer.field("openai-processing-ms") == "12")
        #expect(answer.fields("set-cookie") == ["a=1", "b=2"] && answer.field("retry-after") == "3")
        for name in ["keep-alive", "connection", "x-listed", "proxy-authenticate", "upgrade", "trailer"] {
          #expect(answer.field(name) == nil, "\(name) is upstream's connection's own")
        }
        #expect(answer.fields("x-evenkeel-action") == ["allow"] && !answer.head.contains("forged"))
        #expect(answer.fields("content-length").count == 1 && answer.fields("content-type").count == 1)
      }
    }

    @Test("every answer says its decision, action, policy and times")
    func decisionFields() async throws {
      let after = try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let client = try await proxy.connect()
        let allowed = try await client.ask(ChatText.request("Hello"))
        let refused = try await client.ask(ChatText.request("BAD"))
        let wrong = try await client.ask(ChatText.post("{"))
        client.close()
        #expect([allowed, refused, wrong].map { $0.field("x-evenkeel-action") } == ["allow", "refuse", "none"])
        for answer in [allowed, refused, wrong] {
          let policy = try #require(answer.field("x-evenkeel-policy"))
          #expect(policy.wholeMatch(of: /live@[0-9a-f]{12}/) != nil)
          let id = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
          let decision = try #require(answer.field("x-evenkeel-decision"))
          #expect(decision.wholeMatch(of: id) != nil)
          let times = /judge-prompt;dur=\d+\.\d{3}, judge-answer;dur=\d+\.\d{3}(, upstream;dur=\d+\.\d{3})?/
          let timing = try #require(answer.field("server-timing"))
          #expect(timing.wholeMatch(of: times) != nil)
        }
        #expect(allowed.field("server-timing")?.contains("upstream") == true)
        #expect(refused.field("server-timing")?.contains("upstream") == false, "upstream was not called")
        let decision = try #require(refused.field("x-evenkeel-decision"))
        #expect(refused.text.contains(decision), "the answer bears the decision's id")
      }
      #expect(after.records.count == 1)
    }
  }
}
