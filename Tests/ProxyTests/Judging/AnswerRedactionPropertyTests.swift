import Foundation
import Policy
import Proxy
import Taxonomy
import Testing

@Suite struct AnswerRedactionPropertyTests {
  private static let words = [
    "the ", "hush ", "hu", "sh", "h", "12", "345", "4111 ", "7. ", "über ", "日本語。", "🙂 ", "done!\n", "\"quoted\" ",
    "a\\b ", "Sorry, ", "hushush", "0",
  ]

  private static func pieces(_ random: inout SplitMix, atMost limit: Int = 30) -> [String] {
    (0..<random.below(limit) + 1).map { _ in
      (0..<random.below(4) + 1).map { _ in words[random.below(words.count)] }.joined()
    }
  }

  private static func split(_ bytes: [UInt8], _ random: inout SplitMix) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = random.below(3) == 0 ? 1 : random.below(80) + 1
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  private static func plan(_ policy: CompiledPolicy, isStream: Bool, choices: Int = 1) -> AnswerModerator.Plan {
    var plan = ModeratorDriver.plan(policy, isStream: isStream, choiceCount: choices)
    plan.redactor = HushRedactor()
    return plan
  }

  private static func policies() throws -> [CompiledPolicy] {
    try [
      ModeratorDriver.response(), ModeratorDriver.response(release: "whole", window: 16),
      ModeratorDriver.response(release: "trail", window: 18).replacing("window: 18", with: "window: 18\n  trail: 30"),
      "response: { window: 17, context: 5 }",
    ].map { try ModeratorDriver.policy($0) }
  }

  @Test("streamed and whole release the same text: what upstream sent, redacted, and record the same")
  func streamedEqualsWhole() throws {
    var random = SplitMix(seed: 31)
    for policy in try Self.policies() {
      for _ in 0..<700 {
        let pieces = Self.pieces(&random)
        let expected = HushRedactor.redacted(pieces.joined())
        let stream = Array(StreamScript.stream(pieces).utf8)
        let streamed = ModeratorDriver.run(
          Self.plan(policy, isStream: true), Self.split(stream, &random), lag: random.below(5))
        let whole = ModeratorDriver.run(
          Self.plan(policy, isStream: false), [Array(StreamScript.whole([pieces.joined()]).utf8)])
        #expect(AnswerScript.text(AnswerScript.payloads(streamed.released)) == expected, "\(pieces)")
        #expect(AnswerScript.text([AnswerScript.object(whole.released) ?? [:]]) == expected, "\(pieces)")
        #expect(streamed.recorded == expected && whole.recorded == expected)
        #expect(streamed.refusal == whole.refusal && streamed.releasedCharacters == whole.releasedCharacters)
        #expect(streamed.isFinished && whole.isFinished)
      }
    }
  }

  @Test("events in which nothing was found leave byte for byte, in their order")
  func untouchedEvents() throws {
    var random = SplitMix(seed: 32)
    for policy in try Self.policies() {
      var touched = 0
      for _ in 0..<250 {
        let pieces = Self.pieces(&random)
        let text = pieces.joined()
        let found = HushRedactor().redactions(in: text, from: 0, isComplete: true).found.map(\.range)
        let stream = StreamScript.stream(pieces)
        let outcome = ModeratorDriver.run(
          Self.plan(policy, isStream: true), Self.split(Array(stream.utf8), &random), lag: random.below(3))
        let before = stream.components(separatedBy: "\n\n")
        let after = outcome.released.components(separatedBy: "\n\n")
        try #require(before.count == after.count)
        var offset = 0
        for (index, piece) in pieces.enumerated() {
          let range = offset..<offset + piece.utf8.count
          offset = range.upperBound
          let isTouched = found.contains { $0.overlaps(range) }
          touched += isTouched ? 1 : 0
          #expect((before[index] != after[index]) == isTouched)
        }
        #expect(before[pieces.count...] == after[pieces.count...])
      }
      #expect(touched > 250)
    }
  }

  @Test("any split and any delay of the findings release the same, cuts and other choices included")
  func splitsDoNotMatter() throws {
    var random = SplitMix(seed: 33)
    let policy = try ModeratorDriver.policy(ModeratorDriver.response())
    var cuts = 0
    for _ in 0..<300 {
      let stream = Array(Self.mixedStream(&random).utf8)
      let plan = Self.plan(policy, isStream: true, choices: 3)
      let expected = ModeratorDriver.run(plan, stream.map { [$0] })
      let found = ModeratorDriver.run(plan, Self.split(stream, &random), lag: random.below(4))
      #expect(found.decision == expected.decision && found.fault == expected.fault)
      if expected.decision?.withholds == true { cuts += 1 }
      let (one, other) = (AnswerScript.payloads(expected.released), AnswerScript.payloads(found.released))
      for choice in 0..<3 {
        for field in ["content", "reasoning_content"] {
          let text = AnswerScript.text(one, choice: choice, field: field)
          #expect(text == AnswerScript.text(other, choice: choice, field: field))
          #expect(HushRedactor.isClean(text))
        }
      }
      if expected.decision == nil { #expect(found.released == expected.released && found == expected) }
    }
    #expect(cuts > 60)
  }

  /// Three choices with two fields each, their pieces mixed; some choices are cut.
  private static func mixedStream(_ random: inout SplitMix) -> String {
    var events: [String] = []
    for choice in 0..<3 {
      var own: [String] = []
      for field in ["content", "reasoning_content"] where random.below(4) > 0 {
        var pieces = Self.pieces(&random, atMost: 8)
        if random.below(5) == 0 { pieces.insert("BAD ", at: random.below(pieces.count + 1)) }
        for piece in pieces {
          own.insert(
            StreamScript.event(piece, choice: choice, field: field),
            at: field == "content" ? own.count : random.below(own.count + 1))
        }
      }
      own.append(StreamScript.finish(choice: choice))
      // Merged in order.
      var merged: [String] = []
      var rest = (events[...], own[...])
      while !rest.0.isEmpty || !rest.1.isEmpty {
        if rest.1.isEmpty || (!rest.0.isEmpty && random.below(2) == 0) {
          merged.append(rest.0.removeFirst())
        } else {
          merged.append(rest.1.removeFirst())
        }
      }
      events = merged
    }
    return events.joined() + StreamScript.done
  }

  @Test("whatever is cut, nothing that was found leaves, in any kind of release")
  func nothingFoundLeaves() throws {
    var random = SplitMix(seed: 34)
    for policy in try Self.policies() {
      for _ in 0..<250 {
        let stream = Array(Self.mixedStream(&random).utf8)
        let outcome = ModeratorDriver.run(
          Self.plan(policy, isStream: true, choices: 3), Self.split(stream, &random), lag: random.below(6))
        #expect(outcome.isFinished)
        let payloads = AnswerScript.payloads(outcome.released)
        for choice in 0..<3 {
          for field in ["content", "reasoning_content"] {
            #expect(HushRedactor.isClean(AnswerScript.text(payloads, choice: choice, field: field)))
          }
        }
        // A record joins the fields of a choice, so what it holds is looked at where there is one only.
        var pieces = Self.pieces(&random)
        pieces.insert("BAD ", at: random.below(pieces.count + 1))
        let single = ModeratorDriver.run(
          Self.plan(policy, isStream: true), Self.split(Array(StreamScript.stream(pieces).utf8), &random),
          lag: random.below(6))
        #expect(HushRedactor.isClean(AnswerScript.text(AnswerScript.payloads(single.released))))
        let recorded = single.recorded ?? ""
        #expect(HushRedactor.isClean(recorded) && HushRedactor.redacted(pieces.joined()).hasPrefix(recorded))
      }
    }
  }

  @Test("tool-call arguments stay JSON, and lose what was found, streamed and whole alike")
  func arguments() throws {
    var random = SplitMix(seed: 35)
    for policy in try Self.policies() {
      for _ in 0..<250 {
        let arguments = Self.arguments(&random)
        let streamed = ModeratorDriver.run(
          Self.plan(policy, isStream: true), Self.split(Array(Self.call(arguments, &random).utf8), &random),
          lag: random.below(4))
        let whole = ModeratorDriver.run(
          Self.plan(policy, isStream: false),
          [
            Array(
              "{\"choices\":[{\"index\":0,\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"\(StreamScript.escape(arguments))\"}}]}}]}"
                .utf8)
          ])
        let released = AnswerScript.text(AnswerScript.payloads(streamed.released), field: "arguments")
        #expect(released == AnswerScript.text([AnswerScript.object(whole.released) ?? [:]], field: "arguments"))
        let object = try #require(AnswerScript.object(released), "\(arguments) became \(released)")
        #expect(object.count == AnswerScript.object(arguments)?.count)
        #expect(HushRedactor.isClean(released), "\(released)")
        if HushRedactor.isClean(arguments) { #expect(released == arguments) }
      }
    }
  }

  private static func arguments(_ random: inout SplitMix) -> String {
    let strings = [
      "hush", "a hush b", "41111", "\\u0068ush", "x\\\"hush\\\"", "fine", "日本 4111", "\\\\hush", "\\nhush",
    ]
    let values = ["17", "4111", "-41112.5e3", "true", "null", "[1,2,34567]", "{\"in\": 12345678}"]
    let members = (0..<random.below(6)).map { index in
      let value =
        random.below(2) == 0 ? "\"\(strings[random.below(strings.count)])\"" : values[random.below(values.count)]
      return "\"k\(index)\"\(random.below(2) == 0 ? ":" : " : ")\(value)"
    }
    return "{" + members.joined(separator: random.below(2) == 0 ? "," : ", ") + "}"
  }

  /// A tool call that streams its arguments in pieces of characters.
  private static func call(_ arguments: String, _ random: inout SplitMix) -> String {
    var stream = ""
    var rest = Array(arguments.unicodeScalars)[...]
    while !rest.isEmpty {
      let piece = rest.prefix(random.below(7) + 1)
      rest = rest.dropFirst(piece.count)
      let text = String(String.UnicodeScalarView(piece))
      stream +=
        "data: {\"id\":\"up-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
        + "{\"arguments\":\"\(StreamScript.escape(text))\"}}]}}]}\n\n"
    }
    return stream + StreamScript.finish(reason: "tool_calls") + StreamScript.done
  }
}
