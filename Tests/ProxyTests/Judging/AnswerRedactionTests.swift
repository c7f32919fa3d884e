import Foundation
import Policy
import Proxy
import Taxonomy
import Testing

@Suite struct AnswerRedactionTests {
  private let windowed: CompiledPolicy

  init() throws { windowed = try ModeratorDriver.policy(ModeratorDriver.response()) }

  private func plan(_ policy: CompiledPolicy, isStream: Bool) -> AnswerModerator.Plan {
    var plan = ModeratorDriver.plan(policy, isStream: isStream)
    plan.redactor = HushRedactor()
    return plan
  }

  private func bytes(_ text: String) -> [[UInt8]] { [Array(text.utf8)] }

  @Test("what is found leaves as its label where it begins, and nothing of it in later events")
  func acrossEvents() {
    let pieces = ["Say h", "us", "h and 12", "345", "6 then, ", "my dear friend."]
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(StreamScript.stream(pieces)))
    let texts = AnswerScript.payloads(outcome.released).map { AnswerScript.text([$0]) }
    #expect(texts == ["Say [H]", "", " and [N]", "", " then, ", "my dear friend.", ""])
    #expect(outcome.recorded == "Say [H] and [N] then, my dear friend.")
    #expect(outcome.isFinished && outcome.decision == nil)
    #expect(outcome.releasedCharacters == "Say [H] and [N] then, my dear friend.".count)
  }

  @Test("events without a match leave byte for byte, and so does an answer without any")
  func untouchedEvents() {
    let pieces = ["All of this is fine. ", "Only hush is not. ", "And this \\ \"is\" again."]
    let stream = StreamScript.stream(pieces, usage: true)
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream))
    let expected = stream.replacing("Only hush is", with: "Only [H] is")
    #expect(outcome.released == expected)
    let clean = StreamScript.stream(["All of this is fine. ", "This is too."], usage: true)
    #expect(ModeratorDriver.run(plan(windowed, isStream: true), bytes(clean)).released == clean)
    let whole = StreamScript.whole(["Say hush \"now\"", "fine"])
    #expect(
      ModeratorDriver.run(plan(windowed, isStream: false), bytes(whole)).released
        == whole.replacing("hush", with: "[H]"))
  }

  @Test("text that may become a match is held after its window was judged, until more comes or the end")
  func openTail() {
    var driver = ModeratorDriver(AnswerModerator(plan: plan(windowed, isStream: true)))
    driver.feed(Array(StreamScript.event("exactly 20 letters h", role: true).utf8))
    driver.feed(Array(StreamScript.event("a").utf8))
    #expect(driver.outcome.released == "", "the window is judged, and `h` may begin a match")
    driver.feed(Array(StreamScript.event("nds are what we have").utf8))
    #expect(AnswerScript.text(AnswerScript.payloads(driver.outcome.released)) == "exactly 20 letters ha")
    driver.feed(Array((StreamScript.event(" hu") + StreamScript.finish() + StreamScript.done).utf8))
    driver.end()
    #expect(
      AnswerScript.text(AnswerScript.payloads(driver.outcome.released))
        == "exactly 20 letters hands are what we have hu")
  }

  @Test("an open end that fills its window leaves at the end of the answer")
  func openEnd() {
    let stream = StreamScript.stream(["exactly 20 letters h"])
    #expect(ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream)).released == stream)
    let whole = StreamScript.whole(["exactly 20 letters h", "and exactly 20 huhus"])
    #expect(ModeratorDriver.run(plan(windowed, isStream: false), bytes(whole)).released == whole)
  }

  @Test("with `release: trail` nothing leaves that was not looked at for redaction")
  func trail() throws {
    let policy = try ModeratorDriver.policy(
      ModeratorDriver.response(release: "trail", window: 20).replacing("window: 20", with: "window: 20\n  trail: 100"))
    var driver = ModeratorDriver(AnswerModerator(plan: plan(policy, isStream: true)), lag: 1000)
    driver.feed(Array(StreamScript.event("the number is 12", role: true).utf8))
    #expect(driver.outcome.released == "")
    driver.feed(Array(StreamScript.event("34 or ").utf8))
    #expect(
      AnswerScript.text(AnswerScript.payloads(driver.outcome.released)) == "the number is [N]",
      "the window is settled, and the event that reaches beyond it waits")
    driver.feed(Array(StreamScript.event("maybe another one. ").utf8))
    #expect(AnswerScript.text(AnswerScript.payloads(driver.outcome.released)) == "the number is [N] or ")
    driver.end()
    #expect(!driver.outcome.released.contains("12"))
  }

  @Test("an answer that is not judged is redacted all the same", arguments: ["window", "whole"])
  func withoutJudging(release: String) throws {
    let policy = try ModeratorDriver.policy("response: { release: \(release), window: 20, context: 40 }")
    let stream = StreamScript.stream(["Say h", "ush, and hus", "h again, as often as", " you can: 123", "45"])
    let outcome = ModeratorDriver.run(plan(policy, isStream: true), bytes(stream))
    #expect(
      AnswerScript.text(AnswerScript.payloads(outcome.released)) == "Say [H], and [H] again, as often as you can: [N]")
    #expect(outcome.isFinished && outcome.released.hasSuffix(StreamScript.done))
  }

  @Test("log probabilities go with the text that they repeat")
  func logprobs() throws {
    let event = { (text: String) in
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"logprobs\":"
        + "{\"content\":[{\"token\":\"\(text)\"}]}}]}\n\n"
    }
    let stream = event("well, ") + event("hu") + event("sh") + event(" it") + StreamScript.finish() + StreamScript.done
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream))
    let null = { (text: String) in
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"logprobs\":null}]}\n\n"
    }
    #expect(
      outcome.released == event("well, ") + null("[H]") + null("") + event(" it") + StreamScript.finish()
        + StreamScript.done)
  }

  @Test("a cut still cuts, and what leaves before it is redacted")
  func cut() {
    let pieces = ["Now hush, it is ok. ", "And now BAD words ", "come along, many of them. "]
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(StreamScript.stream(pieces)))
    #expect(AnswerScript.text(AnswerScript.payloads(outcome.released)) == "Now [H], it is ok. No.")
    #expect(outcome.decision?.withholds == true && outcome.released.hasSuffix(StreamScript.done))
    let whole = ModeratorDriver.run(
      plan(windowed, isStream: false), bytes(StreamScript.whole(["say hush", "all BAD", "1234"])))
    let payload = AnswerScript.object(whole.released).map { [$0] } ?? []
    #expect((0..<3).map { AnswerScript.text(payload, choice: $0) } == ["say [H]", "No.", "[N]"])
  }

  @Test("the refusal detector and the record see what is shown")
  func refusal() {
    let stream = StreamScript.stream(["Sorry, ", "I won't say hu", "sh."])
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream))
    #expect(outcome.refusal == .full && outcome.recorded == "Sorry, I won't say [H].")
  }

  @Test("every field is redacted, each for itself", arguments: ["reasoning_content", "reasoning", "refusal", "x_new"])
  func everyField(field: String) {
    let stream =
      StreamScript.event("It is hu", role: true, field: field) + StreamScript.event("hush")
      + StreamScript.event("sh now", field: field) + StreamScript.finish() + StreamScript.done
    let payloads = AnswerScript.payloads(
      ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream)).released)
    #expect(AnswerScript.text(payloads, field: field) == "It is [H] now")
    #expect(AnswerScript.text(payloads) == "[H]")
  }

  @Test("texts outside the choices are redacted")
  func outsideChoices() {
    let verbose =
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
      + "\"__verbose\":{\"content\":\"say hush\"}}\n\n"
    let outcome = ModeratorDriver.run(
      plan(windowed, isStream: true),
      bytes(StreamScript.event("say hush", role: true) + verbose + StreamScript.done))
    #expect(outcome.released.contains("\"__verbose\":{\"content\":\"say [H]\"}") && !outcome.released.contains("hush"))
  }

  @Test("a match longer than what is held is taken out in parts")
  func endless() {
    let digits = String(repeating: "7", count: StrandRedaction.openLimit * 3)
    let stream = StreamScript.stream(["It is ", digits, " they say."])
    let outcome = ModeratorDriver.run(plan(windowed, isStream: true), bytes(stream))
    let text = AnswerScript.text(AnswerScript.payloads(outcome.released))
    #expect(text.hasPrefix("It is [N]") && text.hasSuffix(" they say.") && !text.contains("7777"))
    #expect(text.utf8.count < digits.utf8.count / 2)
  }

  @Test("a redactor that answers nonsense harms nobody")
  func nonsense() {
    struct Nonsense: AnswerRedacting {
      func redactions(in text: String, from start: Int, isComplete: Bool) -> AnswerRedactions {
        let size = text.utf8.count
        let ranges = [size - 1..<size + 9, 0..<start + 1, start..<start, size + 5..<size + 6]
        return AnswerRedactions(
          found: ranges.map { TextRedaction(range: $0, label: HushRedactor.hush) },
          openFrom: size % 2 == 0 ? -7 : size + 7)
      }
    }
    var plan = ModeratorDriver.plan(windowed, isStream: true)
    plan.redactor = Nonsense()
    let stream = StreamScript.stream(["Grüße 🙂 an alle hier, ", "日本語。日本語。日本語。日本語。", "the end"])
    let outcome = ModeratorDriver.run(plan, bytes(stream))
    #expect(outcome.isFinished && outcome.released.hasSuffix(StreamScript.done))
    #expect(AnswerScript.payloads(outcome.released).count == 4)
  }
}
