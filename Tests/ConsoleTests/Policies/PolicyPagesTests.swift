import Console
import Foundation
import Hummingbird
import HummingbirdTesting
import Policy
import Testing

@Suite struct PolicyPagesTests {
  private let harness: ConsoleHarness

  init() throws { harness = try ConsoleHarness() }

  private func write(_ text: String) throws {
    try text.write(toFile: harness.folder + "/policies/one.yaml", atomically: true, encoding: .utf8)
  }

  @Test("says that the files are those that run, and runs their tests")
  func same() async throws {
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.viewer.token)
      let list = try await browser.get("/console/policies").text
      #expect(list.contains("The files are those of the revision that runs."))
      #expect(list.contains("Refuses what is <code>harmful</code>."))
      let page = try await browser.get("/console/policies/one").text
      #expect(page.contains("2 of 2 passed") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(page.contains("{ harm: { at_least: 0.5 } }"))
      #expect(try await browser.get("/console/policies/two").status == .notFound)
    }
  }

  @Test("shows what a reload would change, and reloads")
  func reload() async throws {
    try write(ConsoleHarness.policy.replacing("0.5", with: "0.7"))
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      let page = try await browser.get("/console/policies").text
      #expect(page.contains("<del>{ harm: { at_least: 0.5 } }</del>"))
      #expect(page.contains("<ins>{ harm: { at_least: 0.7 } }</ins>"))
      _ = try await browser.post("/console/policies/reload", [("form-token", try await browser.secret())])
      let after = try await browser.get("/console/policies").text
      #expect(after.contains("put a new revision in force") && after.contains("those of the revision that runs"))
    }
  }

  @Test("shows what a candidate would change")
  func candidate() async throws {
    let harness = try ConsoleHarness(hasCandidate: true)
    let text = ConsoleHarness.policy.replacing("0.5", with: "0.8")
    let snapshot = try PolicyFolder.load(files: [("one.yaml", Array(text.utf8))])
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.viewer.token)
      #expect(try await browser.get("/console/policies").text.contains("could be loaded yet."))
      let report = ReloadReport(
        role: .candidate, trigger: .start, outcome: .loaded, milliseconds: ConsoleHarness.now,
        revision: snapshot.revision)
      harness.revisions.swap(snapshot, report: report)
      let page = try await browser.get("/console/policies").text
      #expect(page.contains("decides in the shadow") && page.contains("<ins>{ harm: { at_least: 0.8 } }</ins>"))
    }
  }

  @Test("comments are no change")
  func comments() async throws {
    try write("# new\n" + ConsoleHarness.policy)
    try await harness.run { client in
      let page = try await Browser(client, token: harness.viewer.token).get("/console/policies").text
      #expect(page.contains("which decides the same"))
    }
  }

  @Test("shows what is wrong with the files at its place, and that what ran before runs on")
  func faulty() async throws {
    let before = harness.revisions.current.active.revision
    try write("name: one\n<script>: 1\nprompt: { rules: [{ id: a }] }\n")
    try await harness.run { client in
      let browser = try await Browser(client, token: harness.reviewer.token)
      let page = try await browser.get("/console/policies").text
      #expect(page.contains("cannot be loaded") && page.contains("one.yaml:2:1"))
      #expect(!page.contains("<script>"))
      _ = try await browser.post("/console/policies/reload", [("form-token", try await browser.secret())])
      let after = try await browser.get("/console/policies").text
      #expect(after.contains("The last reload failed; what ran before runs on."))
      #expect(after.components(of: "one.yaml:2:1") == 1, "the same faults are not listed twice")
    }
    #expect(harness.revisions.current.active.revision == before)
  }
}
