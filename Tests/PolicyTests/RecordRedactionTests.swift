import Policy
import Taxonomy
import Testing

@Suite struct RecordRedactionTests {
  private static func policy(_ rest: String, record: String = "{ content: redacted }") throws -> CompiledPolicy {
    try PolicySource.policy("name: p\nrecord: \(record)\n\(rest)")
  }

  private static func kept(_ text: String, _ policy: CompiledPolicy) -> String {
    TextRedaction.applied(policy.recordRedactions(in: text, isComplete: true).found, to: text)
  }

  @Test("what records do not keep is what `redact` rules name, and all personal data where they name none")
  func targets() throws {
    let text = "Ann <ann@example.com>, 4111 1111 1111 1111, Nimbus, ticket 4711"
    let rows: [(rules: String, kept: String, reason: String)] = [
      ("", "Ann <[EMAIL]>, [CREDIT_CARD], Nimbus, ticket 4711", "no rule"),
      (
        "prompt: { rules: [{ id: a, when: { pii: email }, action: redact }] }",
        "Ann <[EMAIL]>, 4111 1111 1111 1111, Nimbus, ticket 4711", "one kind"
      ),
      (
        """
        prompt: { rules: [{ id: a, when: { pii: email, app: shop }, action: redact, mode: monitor }] }
        response: { rules: [{ id: b, when: { pii: credit_card, model: m }, action: redact }] }
        exceptions: [{ id: e, match: { app: shop }, skip: [a] }]
        """, "Ann <[EMAIL]>, [CREDIT_CARD], Nimbus, ticket 4711", "for any app and model, whatever is enforced"
      ),
      (
        """
        prompt:
          rules:
            - { id: a, when: { any_phrase: nimbus }, action: redact, continue: true }
            - { id: b, when: { expression: 'ticket [0-9]+' }, action: redact }
        """, "Ann <[EMAIL]>, [CREDIT_CARD], [REDACTED], [REDACTED]", "phrases alone name no personal data"
      ),
      (
        "prompt: { rules: [{ id: a, when: { pii: email, not: { pii: iban } }, action: refuse }] }",
        "Ann <[EMAIL]>, [CREDIT_CARD], Nimbus, ticket 4711", "a rule that refuses names nothing to be replaced"
      ),
    ]
    for row in rows { #expect(Self.kept(text, try Self.policy(row.rules)) == row.kept, "\(row.reason)") }
    for content in ["full", "hashed", "none"] {
      #expect(Self.kept(text, try Self.policy("", record: "{ content: \(content) }")) == text, "\(content)")
    }
  }

  @Test("nothing that is found in a text by itself is kept, whatever stands around it")
  func fixtures() throws {
    let policy = try Self.policy("")
    var random = SeededGenerator(seed: 5)
    let lines = MarkedText.found.filter { $0.kind != nil }
    #expect(lines.count > 100)
    for _ in 0..<400 {
      let chosen = (0..<6).compactMap { _ in lines.randomElement(using: &random) }
      let kept = Self.kept(chosen.map(\.text).joined(separator: "\n\n"), policy)
      for line in chosen {
        for range in line.marked {
          let value = String(decoding: Array(line.text.utf8)[range], as: UTF8.self)
          #expect(!kept.contains(value), "\(line.testDescription)")
        }
      }
    }
  }

  @Test("an undone disguise is no way into a record")
  func disguised() throws {
    let policy = try Self.policy("")
    for text in [
      "Pay 4\u{200B}111 1111 1111 1111 now", "Pay \u{FF14}111 1111 1111 1111 now", "Pay 4111\u{AD} 1111 1111 1111 now",
    ] {
      #expect(!Self.kept(text, policy).contains("1111"), "\(text)")
    }
  }

  @Test("the end of a text that goes on is open as long as it may become something")
  func open() throws {
    let policy = try Self.policy("")
    let (found, open) = policy.recordRedactions(in: "Write to ann@exam", isComplete: false)
    #expect(found.isEmpty && open == 9)
    #expect(policy.recordRedactions(in: "Write to ann@exam", isComplete: true).openFrom == 17)
  }

  @Test(
    "how long records are kept is hours or days",
    arguments: [
      ("90d", 7_776_000), ("36h", 129_600), ("1h", 3_600), ("36500d", 3_153_600_000), ("forever", nil),
    ] as [(String, Int?)])
  func retention(text: String, seconds: Int?) throws {
    let policy = try Self.policy("", record: "{ retention: \(text) }")
    #expect(policy.recordRetention == seconds.map { .seconds($0) } && policy.recordContent == .full)
  }

  @Test(
    "a time without a unit, of nothing, or longer than people live is an error",
    arguments: ["90", "0d", "09d", "-1d", "1.5d", "90 d", "90D", "1w", "36501d", "999999h9", "9999999d", "yes"])
  func badRetention(text: String) throws {
    let faults = #expect(throws: PolicyFaults.self) { try Self.policy("", record: "{ retention: \(text) }") }
    #expect(faults?.faults.first?.description.contains("`retention` must be") == true)
  }

  @Test("each key of `record` is inherited by itself")
  func inherited() throws {
    let base = "name: base\nrecord: { content: redacted, retention: 30d }\n"
    let rows: [(child: String, content: RecordContent, days: Int?)] = [
      ("", .redacted, 30), ("record: { content: none }", .none, 30), ("record: { retention: 2d }", .redacted, 2),
      ("record: { retention: forever }", .redacted, nil),
    ]
    for row in rows {
      let snapshot = try PolicyFolder.load(files: [
        ("base.yaml", Array(base.utf8)), ("child.yaml", Array("name: child\nextends: base\n\(row.child)\n".utf8)),
      ])
      let policy = try #require(snapshot.policy(named: "child"))
      #expect(policy.recordContent == row.content)
      #expect(policy.recordRetention == row.days.map { .seconds($0 * 86_400) })
    }
  }
}
