import Foundation
import StandIn
import Testing

/// The stand-in's endpoints beside chat completions.
@Suite struct StandInDialectTests {
  @Test(
    "completes one prompt or several, each as often as asked for",
    arguments: [
      (#""hi""#, 1, 1), (#""hi""#, 3, 3), (#"["hi","hi","hi"]"#, 2, 6), ("[1,2,3]", 1, 1), ("[[1],[2]]", 1, 2),
    ])
  func completions(prompt: String, n: Int, choices: Int) async throws {
    let answer = try await StandInCall.send("/v1/completions", #"{"prompt":\#(prompt),"n":\#(n)}"#).object()
    #expect(answer["object"] as? String == "text_completion")
    let found = try #require(answer["choices"] as? [[String: Any]])
    #expect(found.map { $0["index"] as? Int } == Array(0..<choices))
    #expect(found.allSatisfy { ($0["text"] as? String)?.contains("stand-in") == true })
  }

  @Test("streams completions, and puts each prompt before its text when asked to")
  func echo() async throws {
    let answer = try await StandInCall.send(
      "/v1/completions",
      #"{"prompt":["hi","kill"],"echo":true,"suffix":"x y","stream":true,"stream_options":{"include_usage":true}}"#)
    var texts = ["", ""]
    for chunk in try answer.events() {
      for choice in try #require(chunk["choices"] as? [[String: Any]]) {
        let index = try #require(choice["index"] as? Int)
        texts[index] += choice["text"] as? String ?? ""
      }
    }
    #expect(texts == ["hi" + StandInSpeech.answer(to: "hi"), "kill" + StandInSpeech.answer(to: "kill")])
    #expect(answer.text.contains(#""prompt_tokens":4"#) && answer.text.hasSuffix("data: [DONE]\n\n"))
  }

  @Test("streams a response in OpenAI's order, its events numbered")
  func responses() async throws {
    let events = try await StandInCall.send("/v1/responses", #"{"stream":true,"input":"hi"}"#).events()
    #expect(events.map { $0["sequence_number"] as? Int } == Array(0..<events.count))
    let types = events.compactMap { $0["type"] as? String }.filter { $0 != "response.output_text.delta" }
    #expect(
      types == [
        "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
        "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
      ])
    let text = StandInSpeech.answer(to: "hi")
    #expect(events.compactMap { $0["delta"] as? String }.joined() == text)
    let last = try #require(events.last?["response"] as? [String: Any])
    let whole = try await StandInCall.send("/v1/responses", #"{"input":[{"role":"user","content":"hi"}]}"#).object()
    for response in [last, whole] {
      let content = try #require(
        (response["output"] as? [[String: Any]])?.first?["content"] as? [[String: Any]])
      #expect(content.first?["text"] as? String == text && response["status"] as? String == "completed")
    }
  }

  @Test("says why a response is incomplete")
  func incomplete() async throws {
    let answer = try await StandInCall.send("/v1/responses", #"{"max_output_tokens":2,"input":"hi"}"#).object()
    #expect(answer["status"] as? String == "incomplete")
    #expect((answer["incomplete_details"] as? [String: String])?["reason"] == "max_output_tokens")
  }

  @Test("embeds the same text the same way, in numbers or in base64, of the length asked for")
  func embeddings() async throws {
    func vectors(_ body: String) async throws -> [Any?] {
      let answer = try await StandInCall.send("/v1/embeddings", body).object()
      return try #require(answer["data"] as? [[String: Any]]).map { $0["embedding"] }
    }
    let numbers = try await vectors(#"{"input":["tomato soup","soup tomato","a bicycle"],"dimensions":4}"#)
      .map { try #require($0 as? [Double]) }
    #expect(numbers.map(\.count) == [4, 4, 4])
    #expect(zip(numbers[0], numbers[1]).allSatisfy { abs($0 - $1) < 1e-6 } && numbers[0] != numbers[2])
    #expect(abs(numbers[2].reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    let encoded = try await vectors(#"{"input":"tomato soup","dimensions":4,"encoding_format":"base64"}"#)
    let base64 = try #require(encoded.first as? String)
    let bytes = try #require(Data(base64Encoded: base64))
    let decoded = stride(from: 0, to: bytes.count, by: 4).map { start in
      Double(Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }))
    }
    #expect(decoded.count == 4 && zip(decoded, numbers[0]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("answers an Anthropic message of blocks, whole and streamed in Anthropic's order")
  func anthropic() async throws {
    let body =
      #""model":"m-reasoning","max_tokens":99,"system":[{"type":"text","text":"Be kind."}],"messages":"#
      + #"[{"role":"user","content":[{"type":"text","text":"hi"}]}]"#
    let whole = try await StandInCall.send("/v1/messages", "{\(body)}").object()
    let blocks = try #require(whole["content"] as? [[String: Any]])
    #expect(blocks.map { $0["type"] as? String } == ["thinking", "text"])
    #expect(blocks[1]["text"] as? String == StandInSpeech.answer(to: "hi"))
    #expect(whole["type"] as? String == "message" && whole["stop_reason"] as? String == "end_turn")
    #expect((whole["usage"] as? [String: Int])?["input_tokens"] == 3)

    let events = try await StandInCall.send("/v1/messages", #"{"stream":true,\#(body)}"#).events()
    let types = events.compactMap { $0["type"] as? String }.filter { $0 != "content_block_delta" }
    #expect(
      types == [
        "message_start", "content_block_start", "ping", "content_block_stop", "content_block_start",
        "content_block_stop", "message_delta", "message_stop",
      ])
    let text = events.compactMap { ($0["delta"] as? [String: Any])?["text"] as? String }.joined()
    #expect(text == StandInSpeech.answer(to: "hi"))
  }

  @Test("streams an Ollama chat unless told not to, the counts in its last line")
  func ollama() async throws {
    let messages = #""model":"m","messages":[{"role":"user","content":"hi"}]"#
    let lines = try await StandInCall.send("/api/chat", "{\(messages)}").lines()
    let text = lines.compactMap { ($0["message"] as? [String: Any])?["content"] as? String }.joined()
    #expect(text == StandInSpeech.answer(to: "hi"))
    #expect(lines.map { $0["done"] as? Bool } == Array(repeating: false, count: lines.count - 1) + [true])
    #expect(lines.last?["done_reason"] as? String == "stop" && lines.last?["prompt_eval_count"] as? Int == 1)
    let whole = try await StandInCall.send("/api/chat", #"{"stream":false,\#(messages)}"#)
    #expect(whole.type == "application/json")
    #expect((try whole.object()["message"] as? [String: Any])?["content"] as? String == text)
  }

  @Test(
    "answers 400 in the shape of the API that was called",
    arguments: [
      ("/v1/completions", #"{"prompt":3}"#), ("/v1/completions", #"{"prompt":[]}"#),
      ("/v1/completions", #"{"prompt":[1,"a"]}"#), ("/v1/responses", #"{"input":3}"#), ("/v1/embeddings", "{}"),
      ("/v1/embeddings", #"{"input":"a","dimensions":0}"#), ("/v1/messages", #"{"messages":[]}"#),
      ("/api/chat", #"{"messages":[]}"#),
    ])
  func errors(path: String, body: String) async throws {
    let answer = try await StandInCall.send(path, body)
    #expect(answer.status == 400, "\(answer.text)")
    let object = try answer.object()
    switch path {
    case "/api/chat": #expect(object["error"] is String)
    case "/v1/messages": #expect(object["type"] as? String == "error" && object["error"] is [String: String])
    default: #expect((object["error"] as? [String: Any])?["type"] as? String == "invalid_request_error")
    }
  }
}
