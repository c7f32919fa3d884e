import NIOCore
import OpenAIWire
import Policy
import Proxy
import Taxonomy
import Testing

/// An answer speaks in several fields, one after the other: what a field has said must not wait for the answer's end once
/// another one speaks.
@Suite struct IdleFieldTests {
  private let policy: CompiledPolicy

  init() throws { policy = try ModeratorDriver.policy(ModeratorDriver.response()) }

  private func driver() -> ModeratorDriver {
    ModeratorDriver(AnswerModerator(plan: ModeratorDriver.plan(policy, isStream: true)))
  }

  private static func thought(_ text: String) -> String { StreamScript.event(text, field: "reasoning_content") }

  @Test("the end of a reasoning leaves as soon as the answer begins")
  func reasoningLeaves() {
    var driver = driver()
    driver.feed(Array(Self.thought("a short thought").utf8))
    #expect(driver.outcome.released == "", "its window is open")
    driver.feed(Array(StreamScript.event("Hi").utf8))
    #expect(driver.outcome.released == Self.thought("a short thought"))
    driver.feed(Array((StreamScript.finish() + StreamScript.done).utf8))
    driver.end()
    #expect(StreamScript.contents(driver.outcome.released) == "Hi" && driver.outcome.decision == nil)
  }

  @Test("what is harmful in an open window is cut before the answer begins")
  func harmfulReasoning() {
    let stream = Self.thought("a BAD thought") + StreamScript.event("Hi there, friend") + StreamScript.done
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(policy, isStream: true), stream.utf8.map { [$0] })
    #expect(outcome.decision?.withholds == true && !outcome.released.contains("thought"))
    #expect(StreamScript.contents(outcome.released) == "No.")
  }

  @Test("a word whose halves lie before and after a pause of its field is seen")
  func goesOn() {
    let stream =
      Self.thought("now B") + StreamScript.event("Well. ") + Self.thought("AD it is") + StreamScript.finish()
      + StreamScript.done
    let outcome = ModeratorDriver.run(ModeratorDriver.plan(policy, isStream: true), [Array(stream.utf8)])
    #expect(outcome.decision?.withholds == true && !outcome.released.contains("AD it is"))
  }

  @Test("fields that take turns with every event are not judged with every event")
  func turns() {
    var moderator = AnswerModerator(plan: ModeratorDriver.plan(policy, isStream: true))
    var jobs = 0
    for _ in 0..<400 {
      for event in [Self.thought("x"), StreamScript.event("y")] {
        #expect(throws: Never.self) { try moderator.receive(.init(string: event)) }
        while let action = moderator.next() {
          guard case .judge(let batch) = action else { continue }
          jobs += batch.count
          moderator.judged(
            batch.map { job in
              if case .passage = job {
                .passage(.success(AnswerSignals(harm: 0)))
              } else {
                .refusal(.success(RefusalSignals(kind: .none, refusal: 0)))
              }
            })
        }
      }
    }
    // 20 windows in each field, and 16 times an open one.
    #expect(jobs <= 2 * (20 + 16) + 1)
  }

  @Test("where the head is to tell of a refusal, nothing leaves before the first window is judged", arguments: [0, 3])
  func holdsForRefusal(lag: Int) throws {
    var plan = ModeratorDriver.plan(policy, isStream: true)
    plan.holdsForRefusal = true
    var driver = ModeratorDriver(AnswerModerator(plan: plan), lag: lag)
    for event in [Self.thought("It asks for something harmless, I see. "), StreamScript.event("Sorry, ", role: true)] {
      driver.feed(Array(event.utf8))
    }
    #expect(driver.outcome.released == "", "the reasoning is judged, and waits for the answer's beginning")
    driver.feed(Array(StreamScript.event("I cannot help you with that. ").utf8))
    for _ in 0...lag { driver.feed(Array(StreamScript.event("z").utf8)) }
    #expect(driver.moderator.knownRefusal == .full)
    #expect(StreamScript.contents(driver.outcome.released).hasPrefix("Sorry, "))
    driver.end()
    #expect(driver.outcome.isFinished)
  }

  @Test("what events say again is recorded once, also where nothing is judged and only refusals are watched for")
  func repeats() throws {
    let place = #""output_index":0,"content_index":0"#
    let stream = [
      #"{"type":"response.output_text.delta",\#(place),"delta":"Sorry, "}"#,
      #"{"type":"response.output_text.delta",\#(place),"delta":"no."}"#,
      #"{"type":"response.output_text.done",\#(place),"text":"Sorry, no."}"#,
      #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Sorry, no."}]}]}}"#,
    ].map { "data: \($0)\n\n" }.joined()
    for rules in ["", ModeratorDriver.response()] {
      var plan = ModeratorDriver.plan(try ModeratorDriver.policy(rules), isStream: true)
      plan.dialect = .responses
      let outcome = ModeratorDriver.run(plan, [Array(stream.utf8)])
      #expect(outcome.recorded == "Sorry, no." && outcome.refusal == .full)
      #expect(outcome.released == stream)
    }
  }
}
