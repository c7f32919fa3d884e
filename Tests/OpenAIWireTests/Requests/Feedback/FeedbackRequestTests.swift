import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct FeedbackRequestTests {
  private static let id = "018bcfe5-6800-7000-8000-00000000ffff"

  private func parse(_ json: String) throws -> FeedbackRequest {
    try FeedbackRequest.parse(ByteBuffer(string: json), commentLimit: 10, limits: JSONLimits())
  }

  @Test("reads what was said of which decision")
  func reads() throws {
    let request = try parse(#" {"comment":"gr\u00fc\u00dfe","verdict":"v","decision":"\#(Self.id.uppercased())"}  "#)
    #expect(request.decision.description == Self.id, "an id in capitals is the same")
    #expect(request.verdict == "v" && request.comment == "gr\u{FC}\u{DF}e")
    for empty in ["", #","comment":"""#, #","comment":null"#] {
      #expect(try parse(#"{"decision":"\#(Self.id)","verdict":"v"\#(empty)}"#).comment == nil)
    }
  }

  @Test("a comment's length counts in bytes, not in escapes")
  func length() throws {
    let tenBytes = #"{"decision":"\#(Self.id)","verdict":"v","comment":"\u00e4\u00e4\u00e4\u00e4\u00e4"}"#
    #expect(try parse(tenBytes).comment?.utf8.count == 10)
    #expect(throws: ModelRequestFault.self) { try parse(tenBytes.replacing("\"}", with: "x\"}")) }
  }

  @Test("whatever the bytes are, it reads feedback or throws", arguments: 0..<200)
  func damaged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(#"{"decision":"\#(Self.id)","verdict":"v","comment":"\u00e4 x"}"#.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: bytes.indices, using: &random)
      if Bool.random(using: &random) {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      } else {
        bytes.remove(at: index)
      }
    }
    do {
      let request = try FeedbackRequest.parse(ByteBuffer(bytes: bytes), commentLimit: 10, limits: JSONLimits())
      #expect(request.comment?.utf8.count ?? 0 <= 10 && request.comment != "")
    } catch { #expect(!error.code.isEmpty && !error.message.isEmpty) }
  }
}
