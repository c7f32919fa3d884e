import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct SnapshotTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("the revision depends on names and bytes, and not on their order")
  func revision() throws {
    let one = (name: "one.yaml", contents: bytes("name: one\n"))
    let two = (name: "two.yml", contents: bytes("name: two\n"))
    let first = try PolicyFolder.load(files: [one, two])
    #expect(try PolicyFolder.load(files: [two, one]).revision == first.revision)
    // Pinned, so that a revision means the same in the records of every version: sha256sum of
    // `8:one.yaml10:name: one\n7:two.yml10:name: two\n`.
    #expect(first.revision == "40a400931a6d")
    #expect(first.policy(named: "one")?.reference == PolicyReference(name: "one", revision: first.revision))
    let others: [(String, [(name: String, contents: [UInt8])])] = [
      ("another name", [(name: "uno.yaml", contents: one.contents), two]),
      ("another byte", [(name: one.name, contents: bytes("name: one \n")), two]),
      ("one file less", [one]),
    ]
    for (why, files) in others { #expect(try PolicyFolder.load(files: files).revision != first.revision, "\(why)") }
  }

  @Test("policies are found by name")
  func names() throws {
    let snapshot = try PolicyFolder.load(files: [
      ("b.yaml", bytes("name: zeta\n")), ("a.yaml", bytes("name: alpha\n")),
    ])
    #expect(snapshot.names == ["alpha", "zeta"])
    #expect(snapshot.policy(named: "zeta")?.reference.name == "zeta")
    #expect(snapshot.policy(named: "b") == nil)
  }

  @Test("all faults of all files come at once, sorted, with the folder's path")
  func faults() throws {
    let files: [(name: String, contents: [UInt8])] = [
      ("c.yaml", bytes("name: same\n")), ("b.yaml", bytes("nam: b\n")), ("a.yaml", bytes("name: same\nx: 1\ny: 2\n")),
    ]
    let known =
      "known: `name`, `description`, `extends`, `mode`, `on_classifier_failure`, `on_overload`, `prompt`, `response`, "
      + "`exceptions`, `always`, `judges`, `phrase_lists`, `false_refusals`, `messages`, `record`, `tests`"
    let expected = """
      dir/a.yaml:2:1: unknown key `x`; \(known)
      dir/a.yaml:3:1: unknown key `y`; \(known)
      dir/b.yaml:1:1: missing key `name`
      dir/b.yaml:1:1: unknown key `nam`; did you mean `name`?
      dir/c.yaml:1:7: policy `same` is already defined at dir/a.yaml:1:7
      """
    let faults = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(files: files, in: "dir") }
    #expect(faults?.description == expected)
  }

  @Test("an empty folder is an error")
  func empty() throws {
    let faults = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(files: [("notes.txt", [])], in: "dir") }
    #expect(faults?.description == "dir: the folder holds no policy files")
  }

  @Test("a file over 1 MiB is refused")
  func large() throws {
    let contents = bytes("name: p\n") + [UInt8](repeating: UInt8(ascii: "#"), count: 1 << 20)
    let faults = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(files: [("p.yaml", contents)]) }
    #expect(faults?.description == "p.yaml: the file has more than the 1048576 bytes allowed")
  }

  @Test("scores that the classifier does not give are warned about")
  func warnings() throws {
    let text = """
      name: p
      prompt:
        rules:
          - { id: a, when: { category: [hate, cyber], at_least: 0.5 }, action: refuse }
          - { id: b, when: { attack: { at_least: 0.5 } }, action: refuse }
      messages:
        unused: { en: Text. }
      """
    let none = try PolicyFolder.load(files: [("p.yaml", bytes(text))])
    #expect(
      none.warnings.map(\.description) == [
        "p.yaml:4:24: the classifier does not score the category `cyber`, so a condition on it never holds",
        "p.yaml:4:24: the classifier does not score the category `hate`, so a condition on it never holds",
        "p.yaml:5:24: the classifier does not score `attack`, so this condition never holds",
        "p.yaml:7:3: no rule uses the message `unused`",
      ])
    let some = try PolicyFolder.load(
      files: [("p.yaml", bytes(text))], scoring: ScoredSignals(categories: [.hate, .cyber], attack: true))
    #expect(some.warnings.map(\.line) == [7])
  }
}
