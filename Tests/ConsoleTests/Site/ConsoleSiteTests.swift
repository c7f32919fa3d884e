import Console
import Foundation
import Hummingbird
import HummingbirdTesting
import Policy
import Testing

@Suite struct ConsoleSiteTests {
  private let harness: ConsoleHarness

  init() throws { harness = try ConsoleHarness() }

  @Test("nobody sees a page without a login, and goes on where they were going after it")
  func login() async throws {
    try await harness.run { client in
      var browser = Browser(client)
      for path in ["/console", "/console/policies", "/console/policies/one", "/console/nowhere"] {
        let answer = try await browser.get(path)
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location]?.hasPrefix("/console/login") == true, "\(path)")
        #expect(answer.text.isEmpty, "\(path)")
      }
      let page = try await browser.get("/console/login?next=/console/policies")
      #expect(page.text.contains("value=\"/console/policies\""))
      let answer = try await browser.post(
        "/console/login", [("token", " \(harness.reviewer.token)\n"), ("next", "/console/policies")])
      #expect(answer.headers[.location] == "/console/policies")
      let cookie = try #require(answer.headers[.setCookie])
      #expect(cookie.hasSuffix("; Path=/console; HttpOnly; SameSite=Strict"), "and not Secure without TLS")
      browser.cookie = String(cookie.prefix { $0 != ";" })
      #expect(try await browser.get("/console/policies").status == .ok)
      #expect(try await browser.get("/console/login").status == .seeOther, "who is in is not asked again")
    }
  }

  @Test("a wrong token lets nobody in, and too many of them are not looked at")
  func wrongToken() async throws {
    try await harness.run { client in
      let browser = Browser(client)
      for _ in 0..<LoginLimiter.burst {
        let answer = try await browser.post("/console/login", [("token", "ekc-00")])
        #expect(answer.status == .unauthorized && answer.headers[.setCookie] == nil)
      }
      let answer = try await browser.post("/console/login", [("token", harness.reviewer.token)])
      #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] != nil)
      harness.clock.advance(by: .seconds(60))
      #expect(try await browser.post("/console/login", [("token", harness.reviewer.token)]).status == .seeOther)
    }
  }

  @Test("a page of another site cannot log anyone in, and leads nobody elsewhere after the login")
  func foreignLogin() async throws {
    try await harness.run { client in
      let browser = Browser(client)
      let fields = [("token", harness.reviewer.token), ("next", "https://evil.example/")]
      for headers: HTTPFields in [
        [.origin: "https://evil.example"], [.origin: "null"], [.init("sec-fetch-site")!: "cross-site"],
        [.init("sec-fetch-site")!: "same-site"],
      ] {
        #expect(try await browser.post("/console/login", fields, headers: headers).status == .forbidden)
      }
      let answer = try await browser.post("/console/login", fields, headers: [.origin: "http://localhost"])
      #expect(answer.headers[.location] == "/console")
    }
  }

  @Test("a form counts only with the session's own secret, and only from a page of this console")
  func forms() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      let secret = try await browser.secret()
      let other = try await Browser(client, token: harness.reviewer.token).secret()
      #expect(secret.count == 64 && secret != other)
      for wrong in ["", "0", other, secret.uppercased() + "0"] {
        #expect(try await browser.post("/console/policies/reload", [("form-token", wrong)]).status == .forbidden)
      }
      let fields = [("form-token", secret)]
      #expect(
        try await browser.post("/console/policies/reload", fields, headers: [.origin: "https://evil.example"]).status
          == .forbidden)
      #expect(try await browser.post("/console/policies/reload", fields).headers[.location] == "/console/policies")
      let byScript: HTTPFields = [.init("x-form-token")!: secret]
      #expect(try await browser.post("/console/policies/reload", [], headers: byScript).status == .seeOther)
    }
  }

  @Test("a viewer looks and changes nothing")
  func roles() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.viewer.token)
      let page = try await browser.get("/console/policies")
      #expect(page.status == .ok)
      #expect(!page.text.contains("/console/policies/reload"), "no button that would be refused")
      let fields = [("form-token", try await browser.secret())]
      #expect(try await browser.post("/console/policies/reload", fields).status == .forbidden)
      #expect(harness.revisions.statuses[0].lastReload == nil)
    }
  }

  @Test("everything says that nothing of it may run, be framed or be kept, but for files that never change")
  func headers() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      for path in ["/console", "/console/policies", "/console/nowhere", "/console/policies/nowhere", "/console/login"] {
        let headers = try await browser.get(path).headers
        let policy = try #require(headers[.contentSecurityPolicy], "\(path)")
        #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe") && !policy.contains("*") && !policy.contains("http"))
        #expect(headers[.cacheControl] == "no-store" && headers[.xContentTypeOptions] == "nosniff")
      }
      let page = try await browser.get("/console").text
      for asset in [Asset.styleSheet, .icon, .consoleScript] {
        #expect(page.contains("\"\(asset.path)\""))
        let answer = try await Browser(client).get(asset.path)
        #expect(answer.status == .ok && answer.text == asset.content)
        #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(answer.headers[.contentType] == asset.type)
      }
      #expect(try await browser.get("/console/assets/0000000000000000/console.css").status == .notFound)
    }
  }

  @Test("no page has anything in it that the policy of its content forbids")
  func noInlineCode() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      for path in ["/console", "/console/policies", "/console/policies/one", "/console/nowhere"] {
        let page = try await browser.get(path).text
        let code = /<style|<script(?! src="\/console\/assets\/)| style="| on[a-z]+="|javascript:/
        #expect(page.firstMatch(of: code) == nil, "\(path)")
        let addresses = page.matches(of: /(?:src|href|action)="([^"]*)"/).map { String($0.1) }
        #expect(addresses.allSatisfy { $0.hasPrefix("/console") || $0 == "#content" }, "\(path): \(addresses)")
      }
    }
  }

  @Test("logging out ends the session, not only the cookie")
  func logout() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      #expect(try await browser.post("/console/logout", []).status == .forbidden, "another site cannot log one out")
      let answer = try await browser.post("/console/logout", [("form-token", try await browser.secret())])
      #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true)
      #expect(try await browser.get("/console/policies").status == .seeOther)
    }
  }

  @Test("a session ends with time, and soon after its user's line is taken out")
  func sessionsEnd() async throws {
    try await harness.run { client in
      let reviewer = try await Browser(client, token: harness.reviewer.token)
      let viewer = try await Browser(client, token: harness.viewer.token)
      harness.removeViewer()
      harness.clock.advance(by: ConsoleDoor.lifetime)
      #expect(try await reviewer.get("/console/policies").status == .ok)
      #expect(try await viewer.get("/console/policies").status == .seeOther)
      harness.clock.advance(by: .seconds(7_200))
      #expect(try await reviewer.get("/console/policies").status == .seeOther)
    }
  }

  @Test("the cookie is for TLS only where the browser speaks TLS")
  func secureCookie() async throws {
    try await harness.run { client in
      let answer = try await Browser(client).post(
        "/console/login", [("token", harness.viewer.token)], headers: [.init("x-forwarded-proto")!: "https"])
      #expect(answer.headers[.setCookie]?.hasSuffix("; Secure") == true)
    }
  }

  @Test("a script whose session has ended is told so, and not sent to a page that it cannot read")
  func script() async throws {
    try await harness.run { client in
      let answer = try await Browser(client).post(
        "/console/policies/reload", [], headers: [.init("x-form-token")!: "0"])
      #expect(answer.status == .unauthorized && answer.headers[.location] == nil)
    }
  }

  @Test("a form that is too long is refused before it is read to its end")
  func longForm() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      let long = String(repeating: "a", count: 2 << 20)
      #expect(try await browser.post("/console/policies/reload", [("x", long)]).status == .contentTooLarge)
    }
  }

  @Test("without tokens nobody is let in, and the page says how they are made")
  func noTokens() async throws {
    let harness = try ConsoleHarness(hasTokens: false)
    try await harness.run { client in
      let browser = Browser(client)
      let page = try await browser.get("/console/login")
      #expect(page.text.contains("evenkeel console add") && !page.text.contains("<form"))
      let answer = try await browser.post("/console/login", [("token", harness.reviewer.token)])
      #expect(answer.status == .forbidden && answer.headers[.setCookie] == nil)
    }
  }
}
