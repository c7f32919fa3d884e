import Policy
import Proxy
import Taxonomy
import Testing

@Suite struct AnswerModeratorTests {
  private let windowed: CompiledPolicy

  init() throws { windowed = try ModeratorDriver.policy(ModeratorDriver.response()) }

  private func bytes(_ text: String) -> [[UInt8]] { [Array(text.utf8)] }

  @Test("a harmless stream leaves byte for byte as it came")
  func harmlessStream() {
    let stream = StreamScript.stream(["Hello", " there, ", "how are you today? ", "Fine, I hope."], usage: true)
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: true), bytes(stream))
    #expect(outcome.released == stream)
    #expect(outcome.isFinished && !outcome.wasCancelled && outcome.decision == nil)
    #expect(outcome.refusal == RefusalKind.none)
    #expect(outcome.releasedCharacters == "Hello there, how are you today? Fine, I hope.".count)
  }

  @Test("a harmless whole answer leaves byte for byte as it came")
  func harmlessWhole() {
    let whole = StreamScript.whole(["Hello \"there\"\nfriend"])
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: false), bytes(whole))
    #expect(outcome.released == whole)
    #expect(outcome.isFinished)
  }

  @Test("nothing of a window leaves before it is judged")
  func heldUntilJudged() {
    var driver = ModeratorDriver(AnswerModerator(plan: ModeratorDriver.plan(windowed, isStream: true)))
    driver.feed(Array(StreamScript.event("nineteen characters", role: true).utf8))
    #expect(driver.outcome.released == "", "19 of 20 characters close no window")
    driver.feed(Array(StreamScript.event("ab").utf8))
    #expect(
      driver.outcome.released == StreamScript.event("nineteen characters", role: true),
      "the window is judged, and the event that reaches beyond it waits")
    driver.feed(Array(StreamScript.finish().utf8))
    #expect(StreamScript.contents(driver.outcome.released) == "nineteen charactersab")
  }

  @Test("a cut stream ends with the policy's message, content_filter and [DONE], and upstream is cancelled")
  func cutStream() {
    let pieces = ["This is fine. ", "And now BAD words ", "come along, many of them. "]
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: true, includesUsage: true), bytes(StreamScript.stream(pieces)))
    #expect(StreamScript.contents(outcome.released) == "This is fine. No.")
    #expect(outcome.released.contains("\"finish_reason\":\"content_filter\""))
    #expect(!outcome.released.contains("\"finish_reason\":\"stop\""))
    #expect(outcome.released.hasSuffix(StreamScript.done))
    #expect(outcome.released.contains("\"id\":\"up-1\""), "the cut bears upstream's id")
    #expect(!outcome.released.contains("BAD"))
    #expect(outcome.decision?.withholds == true && outcome.decision?.ruleIDs == ["harm"])
    #expect(outcome.isFinished)
  }

  @Test("upstream is cancelled as soon as the only choice is cut, and the usage is told all the same")
  func cancelsUpstream() {
    var driver = ModeratorDriver(
      AnswerModerator(plan: ModeratorDriver.plan(windowed, isStream: true, includesUsage: true)))
    driver.feed(Array(StreamScript.event("BAD from the very start, and on", role: true).utf8))
    #expect(driver.outcome.wasCancelled && driver.outcome.isFinished)
    #expect(driver.outcome.released.hasSuffix(StreamScript.done))
    #expect(driver.outcome.released.contains("\"completion_tokens\":1"))
    let before = driver.outcome.released
    driver.feed(Array(StreamScript.event("late").utf8))
    driver.end()
    #expect(driver.outcome.released == before, "what still comes is dropped")
  }

  @Test("the usage that upstream sent survives a cut")
  func usageSurvivesCut() {
    let stream = StreamScript.stream(["only BAD"], usage: true)
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: true, includesUsage: true), bytes(stream))
    #expect(outcome.released.contains("\"total_tokens\":7"))
    #expect(!outcome.released.contains("BAD"))
    let whole = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: false), bytes(StreamScript.whole(["only BAD"])))
    #expect(whole.released.contains("\"total_tokens\":7"))
    #expect(!whole.released.contains("BAD") && whole.released.contains("\"content\":\"No.\""))
    #expect(whole.released.contains("\"x_unknown\":1.50"), "unknown fields survive")
  }

  @Test("of several choices only the harmful one is cut")
  func cutsOneChoice() {
    let stream =
      StreamScript.event("Good words here. ", choice: 0, role: true)
      + StreamScript.event("These are BAD words. ", choice: 1, role: true)
      + StreamScript.event("More good words. ", choice: 0) + StreamScript.event("More of it.", choice: 1)
      + StreamScript.finish(choice: 0) + StreamScript.finish(choice: 1) + StreamScript.usage + StreamScript.done
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: true, choiceCount: 2), bytes(stream))
    #expect(StreamScript.contents(outcome.released, choice: 0) == "Good words here. More good words. ")
    #expect(StreamScript.contents(outcome.released, choice: 1) == "No.")
    #expect(outcome.released.contains("\"total_tokens\":7") && outcome.released.hasSuffix(StreamScript.done))
    let whole = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: false, choiceCount: 2),
      bytes(StreamScript.whole(["Good words here. ", "These are BAD words. "])))
    #expect(whole.released.contains("Good words here. ") && !whole.released.contains("BAD"))
    #expect(whole.released.contains("\"finish_reason\":\"stop\""))
  }

  @Test(
    "every field that carries text is judged",
    arguments: ["content", "reasoning_content", "reasoning", "refusal", "some_unknown_field"])
  func everyField(field: String) {
    let stream =
      StreamScript.event("all BAD here", role: true, field: field) + StreamScript.finish() + StreamScript.done
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: true), bytes(stream))
    #expect(!outcome.released.contains("BAD"))
    #expect(outcome.decision?.withholds == true)
  }

  @Test("tool-call arguments are judged as they stream")
  func toolArguments() {
    let call =
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":"
      + "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"q\\\":\\\"BA\"}}]}}]}\n\n"
    let rest =
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
      + "\"function\":{\"arguments\":\"D\\\"}\"}}]}}]}\n\n"
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: true),
      bytes(call + rest + StreamScript.finish(reason: "tool_calls") + StreamScript.done))
    #expect(outcome.decision?.withholds == true, "a word split over two chunks is seen")
    #expect(!outcome.released.contains("arguments"))
  }

  @Test("texts outside the choices share the fate of the answer")
  func textsOutsideChoices() {
    let verbose =
      "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
      + "\"__verbose\":{\"content\":\"all BAD\"}}\n\n"
    let outcome = ModeratorDriver.run(
      ModeratorDriver.plan(windowed, isStream: true),
      bytes(StreamScript.event("fine", role: true) + verbose + StreamScript.done))
    #expect(!outcome.released.contains("BAD"))
    #expect(outcome.decision?.withholds == true)
  }

  @Test("a monitored policy notes what it would have cut and changes nothing")
  func monitored() throws {
    let policy = try ModeratorDriver.policy(ModeratorDriver.response(), mode: "monitor")
    let stream = StreamScript.stream(["This is BAD. ", "And it goes on and on."])
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(policy, isStream: true), bytes(stream))
    #expect(outcome.released == stream)
    #expect(outcome.decision?.action == .refuse && outcome.decision?.withholds == false)
  }

  @Test(
    "a classifier that fails is decided by the policy",
    arguments: [("refuse", true), ("allow", false)])
  func classifierFails(word: String, isCut: Bool) throws {
    let policy = try ModeratorDriver.policy(ModeratorDriver.response(), failure: word)
    let stream = StreamScript.stream(["This is BROKEN. ", "More of it."])
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(policy, isStream: true), bytes(stream))
    #expect((outcome.decision?.withholds ?? false) == isCut)
    #expect(outcome.released.contains("BROKEN") != isCut)
  }

  @Test("a refusal of the model's is seen and released")
  func modelRefuses() {
    let stream = StreamScript.stream(["Sorry, ", "I can't assist with that."])
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: true), bytes(stream))
    #expect(outcome.refusal == .full && outcome.released == stream)
    #expect(outcome.recorded == "Sorry, I can't assist with that.")
  }

  @Test("with `release: trail` at most that many unjudged characters have left")
  func trail() throws {
    let policy = try ModeratorDriver.policy(
      ModeratorDriver.response(release: "trail", window: 40).replacing("window: 40", with: "window: 40\n  trail: 10"))
    var driver = ModeratorDriver(AnswerModerator(plan: ModeratorDriver.plan(policy, isStream: true)))
    driver.feed(Array(StreamScript.event("123456789", role: true).utf8))
    #expect(StreamScript.contents(driver.outcome.released) == "123456789")
    driver.feed(Array(StreamScript.event("ab").utf8))
    #expect(StreamScript.contents(driver.outcome.released) == "123456789", "11 would be ahead")
  }

  @Test("with `release: whole` nothing leaves before the end")
  func releaseWhole() throws {
    let policy = try ModeratorDriver.policy(ModeratorDriver.response(release: "whole"))
    var driver = ModeratorDriver(AnswerModerator(plan: ModeratorDriver.plan(policy, isStream: true)))
    let stream = StreamScript.stream(["A long harmless beginning of it all. ", "The end."])
    driver.feed(Array(stream.utf8))
    #expect(driver.outcome.released == "")
    driver.end()
    #expect(driver.outcome.released == stream)
  }

  @Test(
    "an answer that cannot be read is not released",
    arguments: [
      ("data: {\"choices\": [}\n\n", "broken JSON"), ("data: {\"choices\":[],\"choices\":[]}\n\n", "duplicate keys"),
      ("data: [1]\n\n", "no object"), ("data: \u{FF}\n\n", "text that is no JSON"),
    ])
  func unreadable(stream: String, reason: String) {
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: true), bytes(stream))
    #expect(outcome.fault != nil && outcome.released == "", "\(reason)")
  }

  @Test("what is held is bounded")
  func heldIsBounded() {
    let plan = ModeratorDriver.plan(windowed, isStream: false, heldLimit: 100)
    #expect(ModeratorDriver.run(plan, bytes(StreamScript.whole(["x"]))).fault != nil)
  }

  @Test("comments and other fields of events are not passed on")
  func comments() {
    let stream = ": BAD comment\nid: BAD\n" + StreamScript.event("fine", role: true) + StreamScript.done
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(windowed, isStream: true), bytes(": BAD\n\n" + stream))
    #expect(outcome.released == StreamScript.event("fine", role: true) + StreamScript.done)
  }
}
