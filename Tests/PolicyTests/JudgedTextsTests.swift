import Policy
import Taxonomy
import Testing

@Suite struct JudgedTextsTests {
  /// Ten messages: system, then user and assistant in turn, a tool's result last; and two texts outside messages.
  static let conversation: Conversation = {
    var texts = [JudgedText(role: .system, place: TextPlace(message: 0, path: "content"), text: "0")]
    for index in 1...8 {
      let role: SpeakerRole = index % 2 == 1 ? .user : .assistant
      texts.append(JudgedText(role: role, place: TextPlace(message: index, path: "content"), text: "\(index)"))
    }
    texts.append(JudgedText(role: .tool, place: TextPlace(message: 9, path: "content"), text: "9"))
    texts.append(JudgedText(role: .definition, place: TextPlace(message: nil, path: "tools[0]"), text: "tool"))
    texts.append(JudgedText(role: .unknown, place: TextPlace(message: nil, path: "prediction"), text: "extra"))
    return Conversation(texts: texts, messageCount: 10)
  }()

  struct Row: Sendable {
    var settings: String
    var judged: [String]
    var why: String
  }

  static let rows: [Row] = [
    Row(settings: "", judged: ["5", "7", "9", "extra"], why: "by default six messages of users, tools and unknown"),
    Row(settings: "turns: 1, ", judged: ["9", "extra"], why: "only the last message; what has no turn counts"),
    Row(settings: "turns: 3, ", judged: ["7", "9", "extra"], why: "messages of all roles are counted"),
    Row(settings: "turns: 10000, ", judged: ["1", "3", "5", "7", "9", "extra"], why: "more turns than messages"),
    Row(settings: "turns: all, ", judged: ["1", "3", "5", "7", "9", "extra"], why: "every message"),
    Row(settings: "roles: [user], ", judged: ["5", "7"], why: "only users"),
    Row(settings: "roles: [definition], ", judged: ["tool"], why: "definitions have no turn"),
    Row(settings: "turns: all, roles: [assistant, system], ", judged: ["0", "2", "4", "6", "8"], why: "order is kept"),
    Row(settings: "roles: [developer], ", judged: [], why: "nobody speaks in that role"),
  ]

  @Test("roles and turns choose the texts", arguments: rows)
  func chosen(_ row: Row) throws {
    let policy = try PolicySource.policy(
      "name: p\nprompt: { \(row.settings)rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }\n")
    #expect(policy.judgedTexts(of: Self.conversation).map(\.text) == row.judged, "\(row.why)")
  }

  @Test("an empty conversation has no texts")
  func empty() throws {
    let policy = try PolicySource.policy(when: "{ harm: { at_least: 0.5 } }")
    #expect(policy.judgedTexts(of: Conversation(texts: [], messageCount: 0)) == [])
  }
}
