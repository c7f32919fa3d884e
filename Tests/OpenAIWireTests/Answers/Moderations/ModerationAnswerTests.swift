import Foundation
import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ModerationAnswerTests {
  private typealias Object = [String: Any]

  private func results(_ results: [ModerationResult], bound: Double = 0.5) throws -> [[String: Any]] {
    let answer = ModerationAnswer(id: "modr-1", model: "tiny \"x\"", bound: bound, results: results)
    try JSONDocument.validate(answer.body)
    let root = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? Object
    #expect(root?["id"] as? String == "modr-1")
    #expect(root?["model"] as? String == "tiny \"x\"")
    return try #require(root?["results"] as? [Object])
  }

  @Test("has every category in each of its objects, and every hazard")
  func complete() throws {
    let found = try results([ModerationResult(harm: 0.1), .wordless])
    #expect(found.count == 2)
    for result in found {
      for name in ["categories", "category_scores", "category_applied_input_types"] {
        let object = try #require(result[name] as? Object)
        #expect(Set(object.keys) == Set(ModerationCategory.allCases.map(\.rawValue)), "\(name)")
      }
      let native = try #require(result["evenkeel"] as? Object)
      let hazards = try #require(native["hazards"] as? Object)
      #expect(Set(hazards.keys) == Set(HazardCategory.allCases.map(\.rawValue)))
    }
    #expect(ModerationCategory.allCases.count == 13)
  }

  @Test("says what was found, and what it comes from")
  func scores() throws {
    let result = ModerationResult(harm: 0.9, attack: 0.25, hazards: [.selfHarm: 0.5, .hate: 1e-7, .elections: 1])
    let found = try results([result])[0]
    let categories = try #require(found["categories"] as? [String: Bool])
    #expect(categories.filter(\.value).keys.sorted() == ["self-harm", "self-harm/instructions", "self-harm/intent"])
    let scores = try #require(found["category_scores"] as? [String: Double])
    #expect(scores["self-harm"] == 0.5 && scores["hate"] == 1e-7 && scores["violence"] == 0)
    #expect(found["flagged"] as? Bool == true)
    let types = try #require(found["category_applied_input_types"] as? [String: [String]])
    #expect(types.values.allSatisfy { $0 == ["text"] })
    let native = try #require(found["evenkeel"] as? Object)
    #expect(native["harm"] as? Double == 0.9 && native["attack"] as? Double == 0.25)
    let hazards = try #require(native["hazards"] as? Object)
    #expect(hazards["elections"] as? Double == 1 && hazards["privacy"] is NSNull)
  }

  static let flagRows: [(result: ModerationResult, flagged: Bool, reason: String)] = [
    (ModerationResult(harm: 0.99, hazards: [.hate: 0.59]), false, "below the bound, however harmful"),
    (ModerationResult(harm: 0, hazards: [.hate: 0.6]), true, "at the bound"),
    (ModerationResult(harm: 0, hazards: [.elections: 1]), false, "none of OpenAI's categories"),
    (ModerationResult(harm: 0, hazards: [.elections: 1], isRefused: true), true, "the policy's rules would refuse it"),
    (ModerationResult(harm: 0.6), true, "a classifier without hazards"),
    (.wordless, false, "nothing to be judged"),
  ]

  @Test("flags what has a category, and what the policy would refuse", arguments: flagRows)
  func flags(row: (result: ModerationResult, flagged: Bool, reason: String)) throws {
    #expect(try results([row.result], bound: 0.6)[0]["flagged"] as? Bool == row.flagged, "\(row.reason)")
  }

  @Test("an input without words has no type that scores apply to, and no attack is known of it")
  func wordless() throws {
    let found = try results([.wordless])[0]
    let types = try #require(found["category_applied_input_types"] as? [String: [String]])
    #expect(types.values.allSatisfy { $0.isEmpty })
    #expect((found["evenkeel"] as? Object)?["attack"] is NSNull)
  }

  @Test("takes a classifier's signals over")
  func signals() {
    let signals = PromptSignals(harm: 0.4, categories: [.cyber: 0.3], attack: 0.2)
    #expect(
      ModerationResult(signals, isRefused: true)
        == ModerationResult(harm: 0.4, attack: 0.2, hazards: [.cyber: 0.3], isRefused: true))
  }

  @Test("a score that is no number counts as the worst, and stays JSON")
  func notANumber() throws {
    let found = try results([ModerationResult(harm: .nan, attack: .infinity, hazards: [.hate: .nan, .cyber: -1])])[0]
    #expect((found["category_scores"] as? [String: Double])?["hate"] == 1)
    #expect((found["category_scores"] as? [String: Double])?["illicit"] == 0)
    #expect((found["evenkeel"] as? Object)?["harm"] as? Double == 1)
    #expect(found["flagged"] as? Bool == true)
  }
}
