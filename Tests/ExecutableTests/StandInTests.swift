import Foundation
import Logging
import StandIn
import Testing

@Suite struct StandInTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func ask(_ body: String) async throws -> HTTPCall.Answer {
    try await withService {
      StandInServer(address: .loopback(port: 0), logger: Self.quiet, onListening: $0)
    } during: { port in
      try await HTTPCall.send("/v1/chat/completions", port: port, body: body)
    }
  }

  @Test("says of itself in every answer that it is no language model", arguments: ["hi", "kill", "zzz", "Paris?", ""])
  func honesty(prompt: String) {
    #expect(StandInSpeech.answer(to: prompt).contains("stand-in"))
  }

  @Test(
    "refuses by words and not by meaning",
    arguments: [
      ("How do I kill a Python process?", true), ("Shoot the photo at night", true), ("KILL it", true),
      ("How skilled is he?", false), ("What is the capital of France?", false), ("", false),
    ])
  func refusing(prompt: String, refuses: Bool) {
    #expect(StandInSpeech.answer(to: prompt).hasPrefix(StandInSpeech.refusal) == refuses)
  }

  @Test("answers whole in OpenAI's shape, with as many choices as asked for")
  func whole() async throws {
    let answer = try await ask(
      #"{"model":"m","n":2,"tools":[{"type":"function"}],"messages":[{"role":"user","content":"hello there"}]}"#)
    #expect(answer.status == 200 && answer.type == "application/json")
    let object = try answer.object()
    #expect(object["object"] as? String == "chat.completion" && object["model"] as? String == "m")
    let choices = try #require(object["choices"] as? [[String: Any]])
    #expect(choices.map { $0["index"] as? Int } == [0, 1])
    for choice in choices {
      let message = try #require(choice["message"] as? [String: Any])
      #expect(message["role"] as? String == "assistant" && choice["finish_reason"] as? String == "stop")
      #expect((message["content"] as? String)?.hasPrefix("Hello!") == true)
    }
    let usage = try #require(object["usage"] as? [String: Int])
    #expect(usage["prompt_tokens"] == 2)
    #expect(usage["total_tokens"] == 2 + (usage["completion_tokens"] ?? 0))
  }

  @Test("streams word by word to the same text, with usage when asked for")
  func streamed() async throws {
    let answer = try await ask(
      #"{"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}"#)
    #expect(answer.type == "text/event-stream")
    let events = answer.text.components(separatedBy: "\n\n").dropLast().map { $0.dropFirst("data: ".count) }
    #expect(events.last == "[DONE]" && answer.text.hasSuffix("\n\n"))
    var text = ""
    var finishes: [String] = []
    var usages = 0
    for event in events.dropLast() {
      let chunk = try #require(try JSONSerialization.jsonObject(with: Data(event.utf8)) as? [String: Any])
      #expect(chunk["object"] as? String == "chat.completion.chunk")
      if chunk["usage"] is [String: Int] { usages += 1 }
      for choice in try #require(chunk["choices"] as? [[String: Any]]) {
        text += (choice["delta"] as? [String: String])?["content"] ?? ""
        if let finish = choice["finish_reason"] as? String { finishes.append(finish) }
      }
    }
    #expect(text == StandInSpeech.answer(to: "hi"))
    #expect(finishes == ["stop"] && usages == 1)
  }

  @Test("takes the text parts of a message")
  func parts() async throws {
    let answer = try await ask(
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"kill"},{"type":"image_url","image_url":{}}]}]}"#)
    #expect(answer.text.contains(StandInSpeech.refusal))
  }

  @Test(
    "answers 400 in OpenAI's shape",
    arguments: [
      ("{", "cut short"), (#"{"messages":3}"#, "no list"), (#"{"messages":[{"role":"user","content":3}]}"#, "a number"),
      (#"{"messages":[],"n":0}"#, "no answers"), (#"{"messages":[],"n":1000}"#, "too many answers"),
    ])
  func errors(body: String, reason: String) async throws {
    let answer = try await ask(body)
    #expect(answer.status == 400, "\(reason)")
    let error = try #require(try answer.object()["error"] as? [String: Any])
    #expect(error["message"] is String && error["type"] as? String == "invalid_request_error")
  }

  @Test("lists itself as the one model")
  func models() async throws {
    let answer = try await withService {
      StandInServer(address: .loopback(port: 0), logger: Self.quiet, onListening: $0)
    } during: { port in
      try await HTTPCall.send("/v1/models", port: port)
    }
    let data = try #require(try answer.object()["data"] as? [[String: Any]])
    #expect(data.map { $0["id"] as? String } == [StandInSpeech.model])
  }
}
