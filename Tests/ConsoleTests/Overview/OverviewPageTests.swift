import Console
import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct OverviewPageTests {
  private let harness: ConsoleHarness

  init() throws { harness = try ConsoleHarness() }

  /// So many requests in the hour of now.
  private func count(
    _ requests: Int, _ outcome: TrafficOutcome, safe: Bool, app: String = "web", model: String? = "m",
    policy: String = "one"
  ) throws {
    let key = TrafficKey(
      milliseconds: ConsoleHarness.now, app: app, model: model, policy: policy, outcome: outcome, isPromptSafe: safe)
    _ = try harness.store.append([], traffic: [key: requests])
  }

  @Test("says the rates with what they are of")
  func rates() async throws {
    try count(950, .allowed, safe: true)
    try count(50, .modelRefusal, safe: true)
    try count(30, .refusedPrompt, safe: false)
    try count(10, .cutAnswer, safe: false)
    try await harness.run { client in
      let page = try await Browser(client, token: harness.viewer.token).get("/console?period=24h").text
      #expect(page.contains("5.0\u{A0}%"))
      #expect(page.contains("50 of 1,000 answers to prompts judged safe"))
      #expect(page.contains("3.8\u{A0}%") && page.contains("40 of 1,040 requests"))
      #expect(page.contains("<desc id=\"rate-text\">Over time, at most 5.0\u{A0}%.</desc>"))
      #expect(page.contains("<th scope=\"row\">Sat 21 Nov, 14:00–15:00</th>"), "the numbers stand in a table, too")
    }
  }

  @Test("shows names that attackers chose as texts, in links and in fields")
  func hostileNames() async throws {
    let hostile = ["\"><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "a\u{202E}b", "&amp;", "\0"]
    for name in hostile { try count(10, .allowed, safe: true, app: name, model: name, policy: name) }
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.viewer.token)
      for name in hostile {
        let link = Link(query: [("app", name), ("model", name), ("policy", name)]).text
        let page = try await browser.get(link).text
        #expect(!page.contains("<img") && !page.contains("<script>") && !page.contains("\u{202E}b<"))
        #expect(page.components(of: "<title>") - page.components(of: "<g><title>") == 1, "the page's own")
      }
    }
  }

  @Test("an app's own numbers are shown when it is asked for")
  func narrowed() async throws {
    try count(90, .allowed, safe: true, app: "one")
    try count(10, .modelRefusal, safe: true, app: "one")
    try count(900, .allowed, safe: true, app: "two")
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.viewer.token)
      #expect(try await browser.get("/console?app=one").text.contains("10 of 100 answers"))
      #expect(try await browser.get("/console?app=").text.contains("10 of 1,000 answers"))
    }
  }

  @Test("a log without anything in it says what to do")
  func empty() async throws {
    try await harness.run { client in
      let page = try await Browser(client, token: harness.viewer.token).get("/console").text
      #expect(page.contains("No requests in the last 7 days."))
      #expect(!page.contains("<svg class=\"plot"))
    }
  }
}
