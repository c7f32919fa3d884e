import FakeUpstream
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("Pseudonyms of users") struct UserKeyMakerTests {
    @Test("is the first half of an HMAC that others can compute")
    func vector() throws {
      let maker = try #require(UserKeyMaker(secret: "0123456789abcdef"))
      // printf 'app\0alice' | openssl dgst -sha256 -hmac 0123456789abcdef
      #expect(maker.key(of: "alice", app: "app") == "5f9274015ce9a39c63d73814df478f27")
      #expect(maker.key(of: "", app: "app") == nil && maker.key(of: nil, app: "app") == nil)
      #expect(UserKeyMaker(secret: "0123456789abcde") == nil, "15 bytes")
    }

    @Test("differs by user, app and secret, also where they share a border")
    func differs() throws {
      let makers = try ["0123456789abcdef", "0123456789abcdeF"].map { try #require(UserKeyMaker(secret: $0)) }
      var keys: Set<String?> = []
      for maker in makers {
        for (app, user) in [("a", "bc"), ("ab", "c"), ("a", "bc "), ("a", "BC"), ("b", "bc")] {
          keys.insert(maker.key(of: user, app: app))
        }
      }
      #expect(keys.count == 10 && !keys.contains(nil))
    }

    static let rows: [(path: String, extra: String, user: String?, reason: String)] = [
      ("/v1/chat/completions", #""user":"alice""#, "alice", "OpenAI's older name"),
      ("/v1/chat/completions", #""safety_identifier":"alice""#, "alice", "its newer one"),
      ("/v1/chat/completions", #""safety_identifier":"alice","user":"bucket 7""#, "alice", "the newer counts"),
      ("/v1/chat/completions", #""user":null"#, nil, "nobody"),
      ("/v1/chat/completions", #""metadata":{"user_id":"alice"}"#, nil, "another dialect's"),
      ("/v1/responses", #""safety_identifier":"alice""#, "alice", "as in chat"),
      ("/v1/messages", #""metadata":{"user_id":"alice"}"#, "alice", "Anthropic's"),
      ("/api/chat", #""user":"alice""#, nil, "Ollama knows none"),
    ]

    @Test("stands in records in the place of the name that the app gave", arguments: rows)
    func recorded(row: (path: String, extra: String, user: String?, reason: String)) async throws {
      let maker = try #require(UserKeyMaker(secret: "a secret of this deployment"))
      var setup = LiveSetup()
      setup.userKeys = maker
      let after = try await LiveProxy.run(setup) { proxy in
        let words = row.path == "/v1/responses" ? #""input":"BAD""# : #""messages":[{"role":"user","content":"BAD"}]"#
        let body = #"{"model":"m","max_tokens":5,\#(row.extra),\#(words)}"#
        let answer = try await proxy.ask(ChatText.post(body, path: row.path))
        #expect(answer.status == 200)
      }
      let record = try #require(after.records.first)
      #expect(record.userKey == maker.key(of: row.user, app: "local"), "\(row.reason)")
      #expect((record.userKey == nil) == (row.user == nil))
    }
  }
}
