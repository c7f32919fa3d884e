import Foundation
import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ContentFilterErrorTests {
  private static let error = ContentFilterError(
    message: "No \"way\"", stage: .response, category: .violentCrimes, scores: [.violentCrimes: 0.9, .hate: 0.3],
    attack: 0.6)

  private static func object(_ dialect: Dialect) throws -> [String: Any] {
    let body = error.body(for: dialect)
    return try #require(try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any])
  }

  @Test(
    "has Azure's shape for OpenAI's clients",
    arguments: [Dialect.chatCompletions, .completions, .responses, .embeddings])
  func azure(dialect: Dialect) throws {
    let error = try #require(try Self.object(dialect)["error"] as? [String: Any])
    #expect(error["message"] as? String == "No \"way\"" && error["code"] as? String == "content_filter")
    #expect(error["param"] as? String == "completion")
    let result = try #require((error["innererror"] as? [String: Any])?["content_filter_result"] as? [String: Any])
    let violence = try #require(result["violence"] as? [String: Any])
    #expect(violence["filtered"] as? Bool == true && violence["severity"] as? String == "high")
    #expect((result["hate"] as? [String: Any])?["severity"] as? String == "low")
    #expect((result["jailbreak"] as? [String: Any])?["detected"] as? Bool == true)
  }

  @Test("has the shape of the other dialects' own errors for their clients")
  func others() throws {
    let anthropic = try Self.object(.anthropicMessages)
    #expect(anthropic["type"] as? String == "error")
    #expect((anthropic["error"] as? [String: Any])?["message"] as? String == "No \"way\"")
    #expect(try Self.object(.ollamaChat)["error"] as? String == "No \"way\"")
  }
}
