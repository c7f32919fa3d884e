import Policy
import Testing

@Suite struct SnapshotComparisonTests {
  private static let start = """
    name: one
    messages:
      default: { en: "No.", de: "Nein." }
    phrase_lists:
      tools: [hammer, saw]
    prompt:
      rules:
        - { id: a, when: { harm: { at_least: 0.5 }, app: [web, cli] }, action: refuse }
        - { id: b, when: { pii: [email, iban] }, action: redact, continue: true }
        - { id: c, when: { phrase_list: tools }, action: annotate, continue: true }
    exceptions:
      - { id: fine, match: { app: [ops] }, skip: [a, b] }

    """

  private func snapshot(_ files: [String: String]) throws -> PolicySnapshot {
    try PolicyFolder.load(files: files.map { ($0.key, Array($0.value.utf8)) })
  }

  private func changes(_ old: String, _ new: String) throws -> [String] {
    let comparison = SnapshotComparison(
      from: try snapshot(["one.yaml": Self.start]),
      to: try snapshot(["one.yaml": Self.start.replacing(old, with: new)]))
    return comparison.changed.flatMap(\.changes).map { change in
      let details = change.details.map { "\($0.key) \($0.before ?? "-") > \($0.after ?? "-")" }
      return (["\(change.kind.rawValue) \(change.subject) \(change.name)"] + details).joined(separator: "; ")
    }
  }

  @Test(
    "does not see what makes no difference",
    arguments: [
      ("[email, iban]", "[iban, email]", "a list's order"), ("0.5", "0.50", "how a number is written"),
      ("[hammer, saw]", "[saw, hammer]", "the order of phrases"), ("skip: [a, b]", "skip: [b, a]", "the order of ids"),
      ("harm: { at_least: 0.5 }, app: [web, cli]", "app: [cli, web], harm: { at_least: 0.5 }", "the order of keys"),
      (
        "when: { harm: { at_least: 0.5 }, app: [web, cli] }",
        "when: { all: [{ app: [web, cli] }, { all: [{ harm: { at_least: 0.5 } }] }] }", "another way to say all"
      ),
      ("name: one", "name: one # first\ndescription: The first.", "comments and descriptions"),
      ("when: { phrase_list: tools }", "when: { any_phrase: [saw, hammer] }", "phrases in their place"),
      ("action: refuse", "action: refuse, message: default", "what is meant without saying"),
      ("name: one", "name: one\non_overload: refuse", "overload as other failures"),
      ("prompt:\n", "prompt:\n  token_prompts: refuse\n", "token prompts as they are where prompts are judged"),
      (
        "when: { harm: { at_least: 0.5 }, app: [web, cli] }",
        "when: { not: { not: { harm: { at_least: 0.5 }, app: [web, cli] } } }", "double negation"
      ),
    ])
  func same(old: String, new: String, why: String) throws {
    #expect(try changes(old, new) == [], "\(why)")
  }

  @Test("says in policy words what became another")
  func changed() throws {
    let rows: [(old: String, new: String, change: String)] = [
      (
        "{ at_least: 0.5 }, app: [web, cli]", "{ at_least: 0.6 }",
        #"changed prompt rule a; when { harm: { at_least: 0.5 }, app: ["web", "cli"] } > { harm: { at_least: 0.6 } }"#
      ),
      (
        "action: refuse }", "action: refuse, as: error }",
        "changed prompt rule a; action refuse, message: default > refuse, message: default, as: error"
      ),
      (
        "action: annotate, continue: true", "action: annotate, continue: true, mode: monitor",
        "changed prompt rule c; mode enforce > monitor"
      ),
      ("saw]", "saw, drill]", "changed phrase list tools; phrases 2 > 3; phrases added - > 1; phrases removed 0 > -"),
      ("Nein.", "Nö.", #"changed message default; de "Nein." > "Nö.""#),
      ("skip: [a, b]", "skip: [a]", "changed exception fine; skip [a, b] > [a]"),
      ("name: one", "name: one\nmode: monitor", "changed setting mode; mode enforce > monitor"),
      ("prompt:\n", "prompt:\n  turns: 3\n", "changed setting prompt.turns; prompt.turns 6 > 3"),
      (
        "name: one", "name: one\non_overload: allow", "changed setting on_overload; on_overload refuse > allow"
      ),
      (
        "prompt:\n", "prompt:\n  unknown_content: refuse\n",
        "changed setting prompt.unknown_content; prompt.unknown_content allow > refuse"
      ),
      (
        "prompt:\n", "prompt:\n  token_prompts: allow\n",
        "changed setting prompt.token_prompts; prompt.token_prompts refuse > allow"
      ),
      ("prompt:\n", "prompt:\n  media: refuse\n", "changed setting prompt.media; prompt.media allow > refuse"),
    ]
    for row in rows { #expect(try changes(row.old, row.new) == [row.change]) }
  }

  @Test("tells rules that came, went and moved apart")
  func order() throws {
    let second = #"    - { id: b, when: { pii: [email, iban] }, action: redact, continue: true }"# + "\n"
    let first = #"    - { id: a, when: { harm: { at_least: 0.5 }, app: [web, cli] }, action: refuse }"# + "\n"
    #expect(try changes(first + second, second + first) == ["moved prompt rule a; place 1 > 2"])
    let new = "    - { id: new, when: { language: de }, action: annotate, continue: true }\n"
    #expect(
      try changes(first, new + first) == [
        "added prompt rule new; when - > { language: de }; action - > annotate; mode - > enforce; continue - > true"
      ])
    let third = "    - { id: c, when: { phrase_list: tools }, action: annotate, continue: true }\n"
    #expect(
      try changes(third, "") == [
        "removed prompt rule c; when { phrase_list: tools } > -; action annotate > -; mode enforce > -; "
          + "continue true > -"
      ])
  }

  @Test("counts what is inherited as the policy's own")
  func inherited() throws {
    let base = "name: base\nprompt: { rules: [{ id: r, when: { harm: { at_least: 0.5 } }, action: refuse }] }\n"
    let child = "name: child\nextends: base\n"
    let flat = base.replacing("name: base", with: "name: child")
    let left = try snapshot(["base.yaml": base, "child.yaml": child])
    let right = try snapshot(["base.yaml": base, "child.yaml": flat])
    #expect(SnapshotComparison(from: left, to: right).isEmpty)
    let stricter = try snapshot(["base.yaml": base.replacing("0.5", with: "0.4"), "child.yaml": child])
    #expect(SnapshotComparison(from: left, to: stricter).changed.map(\.name) == ["base", "child"])
  }

  @Test("compares policies and routes by name and by what they match")
  func folders() throws {
    let one = "name: one\nprompt: { rules: [{ id: r, when: { harm: { at_least: 0.5 } }, action: refuse }] }\n"
    let two = one.replacing("name: one", with: "name: two")
    let left = try snapshot([
      "a.yaml": one,
      "routes.yaml": "default: one\nroutes: [{ app: [web, cli], policy: one }, { model: m, policy: one }]\n",
    ])
    let right = try snapshot([
      "b.yaml": one, "two.yaml": two,
      "routes.yaml": "default: two\nroutes: [{ app: [cli, web], policy: two }, { key: k, model: n, policy: one }]\n",
    ])
    let comparison = SnapshotComparison(from: left, to: right)
    #expect(comparison.added == ["two"] && comparison.removed == [] && comparison.changed == [])
    #expect(
      comparison.routes.map { "\($0.kind.rawValue) \($0.subject) \($0.name)" } == [
        "changed default policy ", #"added route { key: "k", model: "n" }"#, #"changed route { app: ["cli", "web"] }"#,
        #"removed route { model: "m" }"#,
      ])
    #expect(!SnapshotComparison(from: right, to: left).isEmpty && SnapshotComparison(from: left, to: left).isEmpty)
  }

  @Test("is nothing between any policy and itself, and something once a bound is another one")
  func identity() throws {
    var conditions = RandomConditions(seed: 9)
    for _ in 0..<100 {
      let text = "name: one\n\(ExplanationTests.lists)\nprompt:\n  rules:\n    - id: rule\n      action: refuse\n"
      let condition = conditions.condition()
      let one = try snapshot(["one.yaml": text + "      when: \(condition)\n"])
      #expect(SnapshotComparison(from: one, to: one).isEmpty)
      let other = try snapshot(["one.yaml": text + "      when: { all: [\(condition), { length: { below: 77 } }] }\n"])
      #expect(!SnapshotComparison(from: one, to: other).isEmpty, "\(condition)")
    }
  }
}
