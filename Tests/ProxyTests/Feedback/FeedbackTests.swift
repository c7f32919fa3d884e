import FakeUpstream
import Foundation
import Proxy
import RefusalLog
import Synchronization
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Feedback") struct FeedbackTests {
    /// Remembers feedback, one a decision and app; knows a single decision of app `shop`.
    private final class Book: Sendable {
      static let known = DecisionID(milliseconds: 1_700_000_000_000, random: (1, 2))
      private let state = Mutex<(all: [Feedback], isBroken: Bool)>(([], false))

      struct Broken: Error {}

      var all: [Feedback] { state.withLock { $0.all } }
      func breakDown() { state.withLock { $0.isBroken = true } }

      func take(_ feedback: Feedback) throws -> FeedbackOutcome {
        try state.withLock { state in
          if state.isBroken { throw Broken() }
          guard feedback.decision == Self.known, feedback.app == "shop" else { return .unknown }
          let before = state.all.last
          state.all.append(feedback)
          guard let before else { return .opened }
          return before.opinion == feedback.opinion ? .unchanged : .changed
        }
      }
    }

    private static func keyring() throws -> APIKeyring {
      let lines = ["shop", "other"].map { APIKeyring.line(id: "k-\($0)", app: $0, key: "key-of-\($0)") }
      return try APIKeyring(parsing: lines.joined(separator: "\n"), file: "keys")
    }

    private static func post(_ body: String, app: String = "shop") -> String {
      ChatText.post(body, path: "/v1/feedback", fields: "authorization: Bearer key-of-\(app)\r\n")
    }

    private static func body(
      _ verdict: String = "should_have_answered", of id: String = "\(Book.known)", extra: String = ""
    ) -> String {
      "{\"decision\":\"\(id)\",\"verdict\":\"\(verdict)\"\(extra)}"
    }

    private static func setup(_ book: Book, content: String = "full", perMinute: Int = 1_000) throws -> LiveSetup {
      var policy = LivePolicy()
      policy.content = content
      var setup = LiveSetup(policy) { $0.limits.feedbackPerMinute = perMinute }
      setup.keyring = try keyring()
      setup.feedback = { try book.take($0) }
      return setup
    }

    @Test("what an app says of its decision is taken, and saying it again changes nothing")
    func taken() async throws {
      let book = Book()
      let after = try await LiveProxy.run(try Self.setup(book)) { proxy in
        let client = try await proxy.connect()
        for (verdict, status) in [
          ("should_have_answered", "opened"), ("should_have_answered", "unchanged"), ("should_have_refused", "changed"),
        ] {
          let answer = try await client.ask(Self.post(Self.body(verdict, extra: ",\"comment\":\"w\\u00e4re gut\"")))
          #expect(answer.status == 200 && answer.field("content-type") == "application/json")
          #expect(
            answer.text == "{\"decision\":\"\(Book.known)\",\"verdict\":\"\(verdict)\",\"status\":\"\(status)\"}")
          #expect(answer.field("x-evenkeel-decision") == nil, "it is no decision itself")
        }
        #expect(proxy.upstream.requests.isEmpty)
        client.close()
      }
      #expect(book.all.map(\.comment) == ["w\u{E4}re gut", "w\u{E4}re gut", "w\u{E4}re gut"])
      #expect(book.all.allSatisfy { $0.app == "shop" && $0.milliseconds > 1_700_000_000_000 })
      #expect(after.records.isEmpty && after.outcomes.isEmpty, "it is no request to a model")
      #expect(after.metric("evenkeel_requests_total{endpoint=\"feedback\",outcome=\"answered\"}") == 3)
      #expect(
        after.metric("evenkeel_feedback_total{status=\"changed\",verdict=\"should_have_refused\"}") == 1)
    }

    @Test("a decision of another app is as unknown as one of nobody")
    func unknown() async throws {
      let after = try await LiveProxy.run(try Self.setup(Book())) { proxy in
        let nobody = "018bcfe5-6800-7000-8000-00000000ffff"
        for request in [Self.post(Self.body(), app: "other"), Self.post(Self.body(of: nobody))] {
          let answer = try await proxy.ask(request)
          #expect(answer.status == 404 && answer.error?.code == "decision_not_found")
        }
      }
      #expect(after.metric("evenkeel_requests_total{endpoint=\"feedback\",outcome=\"rejected\"}") == 2)
    }

    @Test("what is no feedback is refused, and why is said")
    func wrong() async throws {
      let book = Book()
      try await LiveProxy.run(try Self.setup(book)) { proxy in
        let id = "\"decision\":\"\(Book.known)\""
        let rows: [(body: String, code: String, param: String?, reason: String)] = [
          ("", "invalid_json", nil, "no body"), ("[]", "invalid_type", nil, "no object"),
          ("{\(id)}", "missing_required_parameter", "verdict", "no verdict"),
          ("{\"verdict\":\"should_have_refused\"}", "missing_required_parameter", "decision", "no decision"),
          (Self.body("good"), "invalid_value", "verdict", "another verdict"),
          (Self.body("Should_have_refused"), "invalid_value", "verdict", "in other letters"),
          (Self.body(of: "018bcfe5"), "invalid_value", "decision", "the beginning of an id"),
          (Self.body(extra: ",\"comment\":7"), "invalid_type", "comment", "no text"),
          (Self.body(extra: ",\"rating\":7"), "unknown_parameter", "rating", "what nobody knows"),
          (Self.body(extra: ",\"Comment\":\"x\""), "ambiguous_parameter", "Comment", "a field in other letters"),
          (Self.body(extra: ",\"verdict\":\"should_have_refused\""), "invalid_json", nil, "a key twice"),
          (
            Self.body(extra: ",\"comment\":\"\(String(repeating: "x", count: 4_097))\""), "request_too_large",
            "comment",
            "too long a comment"
          ),
          (String(repeating: " ", count: 70_000) + Self.body(), "request_too_large", "the body", "too long a body"),
        ]
        let client = try await proxy.connect()
        for row in rows {
          let answer = try await client.ask(Self.post(row.body))
          #expect(answer.status == 400 && answer.error?.code == row.code, "\(row.reason): \(answer.text)")
          if let param = row.param { #expect(answer.text.contains("\"param\":\"\(param)\""), "\(row.reason)") }
        }
        client.close()
        let get = ChatText.get("/v1/feedback", fields: "authorization: Bearer key-of-shop\r\n")
        #expect(try await proxy.ask(get).status == 405)
        #expect(try await proxy.ask(ChatText.post(Self.body(), path: "/v1/feedback")).status == 401)
      }
      #expect(book.all.isEmpty)
    }

    @Test("an app that says too much is told when to come back, and others are not")
    func limited() async throws {
      let after = try await LiveProxy.run(try Self.setup(Book(), perMinute: 2)) { proxy in
        let client = try await proxy.connect()
        #expect(try await client.ask(Self.post(Self.body())).status == 200)
        #expect(try await client.ask(Self.post("no feedback")).status == 400)
        let answer = try await client.ask(Self.post(Self.body()))
        #expect(answer.status == 429 && answer.error?.code == "rate_limit_exceeded", "wrong ones count, too")
        let wait = try #require(answer.field("retry-after").flatMap { Int($0) })
        #expect((1...30).contains(wait))
        #expect(try await client.ask(Self.post(Self.body(), app: "other")).status == 404)
        client.close()
      }
      #expect(after.metric("evenkeel_limits_hit_total{limit=\"feedback\"}") == 1)
    }

    @Test("what cannot be written down is the proxy's failure, and may come again")
    func broken() async throws {
      let book = Book()
      book.breakDown()
      let after = try await LiveProxy.run(try Self.setup(book)) { proxy in
        let answer = try await proxy.ask(Self.post(Self.body()))
        #expect(answer.status == 503 && answer.error?.code == "records_unavailable")
        #expect(answer.field("retry-after") == "5")
      }
      #expect(after.metric("evenkeel_requests_total{endpoint=\"feedback\",outcome=\"failed\"}") == 1)
      #expect(after.metric("evenkeel_feedback_total{status=\"failed\",verdict=\"should_have_answered\"}") == 1)
      var none = try Self.setup(book)
      none.feedback = nil
      try await LiveProxy.run(none) { proxy in
        let answer = try await proxy.ask(Self.post(Self.body()))
        #expect(answer.status == 503)
      }
    }

    @Test("so many may wait to be written at once, and a client that goes away takes nothing back")
    func waiting() async throws {
      let (entered, entering) = AsyncStream.makeStream(of: Void.self)
      let (opened, opening) = AsyncStream.makeStream(of: Void.self)
      let book = Book()
      var setup = try Self.setup(book)
      setup.feedback = { feedback in
        entering.yield()
        for await _ in opened { break }
        return try book.take(feedback)
      }
      try await LiveProxy.run(setup) { proxy in
        var clients: [RawClient] = []
        for _ in 0..<64 {
          let client = try await proxy.connect()
          client.send(Self.post(Self.body()))
          clients.append(client)
        }
        var count = 0
        for await _ in entered {
          count += 1
          if count == 64 { break }
        }
        let answer = try await proxy.ask(Self.post(Self.body()))
        #expect(answer.status == 503 && answer.error?.code == "records_unavailable")
        for client in clients.dropFirst() { client.close() }
        opening.finish()
        #expect(try await clients[0].readResponse().status == 200)
        #expect(try await proxy.ask(Self.post(Self.body())).status == 200, "there is room again")
        clients[0].close()
      }
      #expect(book.all.count == 65)
    }

    @Test(
      "a comment is kept as the conversation is",
      arguments: [
        ("full", "Call +49 30 1234567"), ("redacted", "Call [PHONE]"), ("hashed", nil), ("none", nil),
      ] as [(String, String?)])
    func comments(content: String, kept: String?) async throws {
      let book = Book()
      try await LiveProxy.run(try Self.setup(book, content: content)) { proxy in
        let body = Self.body(extra: ",\"comment\":\"Call +49 30 1234567\"")
        let answer = try await proxy.ask(Self.post(body))
        #expect(answer.status == 200)
      }
      #expect(book.all.map(\.comment) == [kept])
    }
  }
}
