import Policy
import Taxonomy

/// Redacting and deciding about answers as they stream.
struct AnswerCases {
  /// Bytes of an answer.
  private static let length = 16_384
  /// Bytes after which a stream is looked at, and bytes before what is new that are looked at with it: the proxy's.
  private static let window = 240
  private static let context = 256
  /// The most bytes that a passage has: a window, and what is judged with it.
  private static let passage = 960

  let policies: OwnPolicies

  func all() throws -> [MeasuredCase] {
    var texts = OwnTexts(seed: 41)
    let answer = texts.prose(bytes: Self.length)
    var cases: [MeasuredCase] = []
    for (name, policy) in policies.redacting {
      guard policy.redactsAnswers(facts: OwnRequest.facts) else {
        throw WrongFigures("\(name): answers are not redacted")
      }
      let found = Self.stream(answer, under: policy)
      guard found == 0 else { throw WrongFigures("\(name): \(found) redactions in an answer that holds nothing") }
      cases.append(
        MeasuredCase("stream/\(name)", divisor: Double(Self.length) / 1_024) { Self.stream(answer, under: policy) })
    }
    guard let policy = policies.redacting.last?.policy else { return cases }
    let passage = texts.prose(bytes: Self.passage)
    cases.append(
      MeasuredCase("passage") {
        policy.rule(onAnswer: passage, signals: OwnRequest.answer, refusal: nil, facts: OwnRequest.facts)
          .decision.ruleIDs.count
      })
    return cases
  }

  /// Looks at a streamed answer window by window, as the proxy does: what is not settled is looked at again with what
  /// follows, and some of what is before it. ASCII only, so that a byte is a scalar.
  private static func stream(_ answer: String, under policy: CompiledPolicy) -> Int {
    let bytes = Array(answer.utf8)
    var (closed, found) = (0, 0)
    for end in stride(from: window, through: bytes.count + window - 1, by: window) {
      let (first, last) = (max(0, closed - context), min(end, bytes.count))
      let text = String(decoding: bytes[first..<last], as: UTF8.self)
      let answer = policy.answerRedactions(in: text, isComplete: last == bytes.count, facts: OwnRequest.facts)
      found += answer.found.count
      closed = max(closed, first + answer.openFrom)
    }
    return found
  }
}
