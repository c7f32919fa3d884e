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
    #expect(policy.message(row.key, languages: row.languages) == row.text, "\(row.why)")
  }

  @Test("Norwegian and other words that YAML reads as booleans are text")
  func booleans() throws {
    let policy = try PolicySource.policy("name: on\nmessages: { default: { no: yes } }\n")
    #expect(policy.reference.name == "on")
    #expect(policy.message(nil, languages: ["no"]) == "yes")
  }
}
