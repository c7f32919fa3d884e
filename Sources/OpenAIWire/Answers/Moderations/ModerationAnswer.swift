package import NIOCore
import Taxonomy

/// An answer of `/v1/moderations`, which the proxy gives itself.
///
/// Each result has OpenAI's fields with all 13 categories, and under `evenkeel` what they come from: `harm`, `attack` and
/// the 14 `hazards`, each null where the classifier does not know it. A category is true from `bound` on. A result is
/// flagged when a category is true or when the policy would refuse the input as a prompt.
package struct ModerationAnswer: Sendable, Equatable {
  /// As `modr-...`.
  package var id: String
  /// As the request named it, or the classifier's own name.
  package var model: String
  /// The score from which on a category is true, in 0...1.
  package var bound: Double
  /// One an input, in their order.
  package var results: [ModerationResult]

  package init(id: String, model: String, bound: Double, results: [ModerationResult]) {
    self.id = id
    self.model = model
    self.bound = bound
    self.results = results
  }

  /// The answer as JSON.
  package var body: ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 128 + results.count * 2048)
    buffer.writeStaticString("{\"id\":")
    buffer.writeJSONString(id)
    buffer.writeStaticString(",\"model\":")
    buffer.writeJSONString(model)
    buffer.writeStaticString(",\"results\":[")
    for (index, result) in results.enumerated() {
      if index > 0 { buffer.writeStaticString(",") }
      write(result, to: &buffer)
    }
    buffer.writeStaticString("]}")
    return buffer
  }

  private func write(_ result: ModerationResult, to buffer: inout ByteBuffer) {
    let scores = ModerationCategory.allCases.map { ($0.rawValue, Self.probability(result.score(of: $0))) }
    let isFlagged = result.isRefused || scores.contains { $0.1 >= bound }
    buffer.writeString("{\"flagged\":\(isFlagged),\"categories\":")
    Self.write(scores.map { ($0.0, "\($0.1 >= bound)") }, to: &buffer)
    buffer.writeStaticString(",\"category_scores\":")
    Self.write(scores.map { ($0.0, "\($0.1)") }, to: &buffer)
    buffer.writeStaticString(",\"category_applied_input_types\":")
    let types = result.hasText ? "[\"text\"]" : "[]"
    Self.write(scores.map { ($0.0, types) }, to: &buffer)
    let attack = result.attack.map { "\(Self.probability($0))" } ?? "null"
    buffer.writeString(",\"evenkeel\":{\"harm\":\(Self.probability(result.harm)),\"attack\":\(attack),\"hazards\":")
    let hazards = HazardCategory.allCases.map { category in
      (category.rawValue, result.hazards[category].map { "\(Self.probability($0))" } ?? "null")
    }
    Self.write(hazards, to: &buffer)
    buffer.writeStaticString("}}")
  }

  /// Writes an object of names without escapes and values that are JSON.
  private static func write(_ members: [(name: String, json: String)], to buffer: inout ByteBuffer) {
    for (index, member) in members.enumerated() {
      buffer.writeString("\(index == 0 ? "{" : ",")\"\(member.name)\":\(member.json)")
    }
    buffer.writeStaticString("}")
  }

  /// A score that JSON can hold; one that is no number counts as the worst.
  private static func probability(_ score: Double) -> Double { score.isNaN ? 1 : min(max(score, 0), 1) }
}
