import Foundation
import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// Ends of answers that are cut late, or that go on behind their end.
@Suite struct AnswerEndTests {
  @Test("the end of an answer waits until all of it is judged, where text may run ahead", arguments: [0, 3, 9])
  func endWaits(lag: Int) throws {
    let response = ModeratorDriver.response(release: "trail").replacing("window: 20", with: "window: 20\n  trail: 30")
    let plan = ModeratorDriver.plan(try ModeratorDriver.policy(response), isStream: true)
    let stream = StreamScript.stream(["All of it is judged. ", "a BAD end"])
    let outcome = ModeratorDriver.run(
      plan, stream.components(separatedBy: "\n\n").map { Array(($0 + "\n\n").utf8) }, lag: lag)
    #expect(outcome.decision?.withholds == true && outcome.isFinished)
    #expect(StreamScript.contents(outcome.released).hasSuffix("No."))
    #expect(!outcome.released.contains("\"finish_reason\":\"stop\""))
    #expect(outcome.released.components(separatedBy: StreamScript.done).count == 2)
  }

  @Test("what a choice says behind its end is judged also when the last other choice is cut", arguments: [0, 9])
  func saysMoreAfterItsEnd(lag: Int) throws {
    let plan = ModeratorDriver.plan(
      try ModeratorDriver.policy(ModeratorDriver.response()), isStream: true, choiceCount: 2)
    let events = [
      StreamScript.event("Hello."), StreamScript.finish(), StreamScript.event("more", choice: 0),
      StreamScript.event("a BAD answer", choice: 1), StreamScript.finish(choice: 1), StreamScript.done,
    ]
    let outcome = ModeratorDriver.run(plan, events.map { Array($0.utf8) }, lag: lag)
    #expect(outcome.decision?.withholds == true && outcome.isFinished)
    #expect(StreamScript.contents(outcome.released) == "Hello.more")
    #expect(StreamScript.contents(outcome.released, choice: 1) == "No.")
    #expect(outcome.released.hasSuffix(StreamScript.done))
  }

  @Test("the fields of an answer of which something is taken out are recorded one after the other")
  func recordsInOrder() throws {
    var plan = ModeratorDriver.plan(try ModeratorDriver.policy(ModeratorDriver.response()), isStream: true)
    plan.redactor = HushRedactor()
    let stream =
      StreamScript.event("A thought of hu", field: "reasoning_content") + StreamScript.event("It is hush, and then ")
      + StreamScript.event("there is more. ") + StreamScript.finish() + StreamScript.done
    let outcome = ModeratorDriver.run(plan, [Array(stream.utf8)])
    #expect(outcome.recorded == "A thought of huIt is [H], and then there is more. ")
  }
}
