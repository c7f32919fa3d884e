import Policy
import Taxonomy
import Testing

@Suite struct MessageTests {
  static let policyText = """
    name: p
    messages:
      default: { de: Nein., en: No., fr: Non. }
      support: { es: Llama., fr: Appelez. }
    """

  static let decision = DecisionID(milliseconds: 1_764_979_200_000, random: (1, 2))

  struct Row: Sendable {
    var key: String?
    var languages: [String]
    var text: String
    var why: String
  }

  static let rows: [Row] = [
    Row(key: nil, languages: ["fr"], text: "Non.", why: "the preferred language"),
    Row(key: "default", languages: ["it", "de", "fr"], text: "Nein.", why: "the first preferred one that is there"),
    Row(key: nil, languages: [], text: "No.", why: "English without a preference"),
    Row(key: nil, languages: ["it"], text: "No.", why: "English where no preferred one is there"),
    Row(key: "support", languages: ["fr"], text: "Appelez.", why: "another key"),
    Row(key: "support", languages: ["it"], text: "Llama.", why: "the first where there is no English"),
    Row(key: "no-such", languages: ["de"], text: "Nein.", why: "an unknown key is the default"),
  ]

  @Test("a message falls back by language and key", arguments: rows)
  func fallsBack(_ row: Row) throws {
    let policy = try PolicySource.policy(Self.policyText)
    #expect(policy.message(row.key, languages: row.languages, decision: Self.decision) == row.text, "\(row.why)")
  }

  @Test("who asks in which language is found out only where a message has several")
  func isLazy() throws {
    let policy = try PolicySource.policy("\(Self.policyText)\n  alone: { de: Nein. }\n")
    var asked = 0
    func languages() -> [String] {
      asked += 1
      return ["fr"]
    }
    #expect(policy.message("alone", languages: languages(), decision: Self.decision) == "Nein.")
    #expect(asked == 0)
    #expect(policy.message("support", languages: languages(), decision: Self.decision) == "Appelez.")
    #expect(asked == 1)
  }

  @Test("Norwegian and other words that YAML reads as booleans are text")
  func booleans() throws {
    let policy = try PolicySource.policy("name: on\nmessages: { default: { no: yes } }\n")
    #expect(policy.reference.name == "on")
    #expect(policy.message(nil, languages: ["no"], decision: Self.decision) == "yes")
  }

  @Test("a text names its decision and its category where it has the variables")
  func variables() throws {
    let policy = try PolicySource.policy(
      "name: p\nmessages: { default: { en: \"No {category}, {decision}; {category}! { x } {} {1}\" } }\n")
    let id = Self.decision.description
    #expect(
      policy.message(nil, languages: [], decision: Self.decision, category: .selfHarm)
        == "No self harm, \(id); self harm! { x } {} {1}")
    #expect(
      policy.message(nil, languages: [], decision: Self.decision) == "No harm, \(id); harm! { x } {} {1}",
      "without a category")
  }

  @Test("the prompt's language goes before those that the client accepts")
  func promptLanguage() {
    let german = "Wie kann ich meinen Nachbarn davon überzeugen, dass er die Musik nicht so laut spielt?"
    #expect(CompiledPolicy.languages(ofPrompt: german, accepted: ["en", "de", "fr"]) == ["de", "en", "fr"])
    #expect(CompiledPolicy.languages(ofPrompt: german, accepted: []) == ["de"])
    #expect(CompiledPolicy.languages(ofPrompt: "42", accepted: ["fr", "en"]) == ["fr", "en"], "nothing can be told")
  }
}
