import Policy
import Taxonomy
import Testing

@Suite struct ConversationRedactionTests {
  @Test("what only the conversation as a whole makes a rule take out is taken out of its last text")
  func together() throws {
    let policy = try PolicySource.policy(
      """
      name: p
      prompt:
        rules: [{ id: mail, when: { harm: { at_least: 0.5 }, pii: email }, action: redact }]
      """)
    let text = JudgedText(
      role: .user, place: TextPlace(message: 2, path: "content"), text: "And to ann@example.com?")
    let alone = JudgedItem(text: text, signals: PromptSignals(harm: 0.1), index: 3)
    let together = JudgedItem(text: text, signals: PromptSignals(harm: 0.9), index: 3)
    #expect(policy.rule(onPrompt: [alone], facts: RouteFacts()).redactions.isEmpty)
    let ruling = policy.rule(onPrompt: [alone, together], facts: RouteFacts())
    #expect(TextRedaction.applied(ruling.redactions[3] ?? [], to: text.text) == "And to [EMAIL]?")
    // Both firing take it out once.
    #expect(policy.rule(onPrompt: [together, together], facts: RouteFacts()).redactions == ruling.redactions)
  }
}
