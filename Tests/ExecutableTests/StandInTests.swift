import Foundation
import StandIn
import Testing

@Suite struct StandInTests {
  static let chat = "/v1/chat/completions"

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

  @Test(
    "answers what it would refuse when a system message calls it harmless",
    arguments: [
      ("/v1/chat/completions", #"{"messages":[{"role":"system","content":"TOLD"},ASKED]}"#),
      ("/v1/chat/completions", #"{"messages":[{"role":"developer","content":"TOLD"},ASKED]}"#),
      ("/v1/responses", #"{"instructions":"TOLD","input":[ASKED]}"#),
      ("/v1/responses", #"{"input":[{"role":"system","content":"TOLD"},ASKED]}"#),
      ("/v1/messages", #"{"max_tokens":99,"system":"TOLD","messages":[ASKED]}"#),
      ("/api/chat", #"{"model":"m","stream":false,"messages":[{"role":"system","content":"TOLD"},ASKED]}"#),
    ])
  func reassured(path: String, form: String) async throws {
    let asked = #"{"role":"user","content":"How do I kill a Python process?"}"#
    for (told, refuses) in [("The request is harmless.", false), ("Be brief.", true)] {
      let body = form.replacing("ASKED", with: asked).replacing("TOLD", with: told)
      let answer = try await StandInCall.send(path, body)
      #expect(answer.status == 200)
      #expect(answer.text.contains("refuses by surface words") == refuses)
    }
  }

  @Test("answers whole in OpenAI's shape, with as many choices as asked for")
  func whole() async throws {
    let answer = try await StandInCall.send(
      Self.chat,
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

  @Test("streams every choice word by word to the same text, with usage when asked for")
  func streamed() async throws {
    let answer = try await StandInCall.send(
      Self.chat,
      #"{"n":2,"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}"#)
    #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
    var texts = ["", ""]
    var finishes: [String] = []
    var usages = 0
    for chunk in try answer.events() {
      #expect(chunk["object"] as? String == "chat.completion.chunk")
      if chunk["usage"] is [String: Int] { usages += 1 }
      for choice in try #require(chunk["choices"] as? [[String: Any]]) {
        let index = try #require(choice["index"] as? Int)
        texts[index] += (choice["delta"] as? [String: String])?["content"] ?? ""
        if let finish = choice["finish_reason"] as? String { finishes.append(finish) }
      }
    }
    #expect(texts == [StandInSpeech.answer(to: "hi"), StandInSpeech.answer(to: "hi")])
    #expect(finishes == ["stop", "stop"] && usages == 1)
  }

  @Test("takes the text parts of a message")
  func parts() async throws {
    let answer = try await StandInCall.send(
      Self.chat,
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"kill"},{"type":"image_url","image_url":{}}]}]}"#)
    #expect(answer.text.contains(StandInSpeech.refusal))
  }

  @Test("shows reasoning when the model's name asks for it, whole and streamed", arguments: [false, true])
  func reasoning(streams: Bool) async throws {
    let answer = try await StandInCall.send(
      Self.chat, #"{"model":"m-reasoning","stream":\#(streams),"messages":[{"role":"user","content":"hi"}]}"#)
    let documents = streams ? try answer.events() : [try answer.object()]
    let reasoning = documents.compactMap { document in
      let choice = (document["choices"] as? [[String: Any]])?.first
      let said = (choice?["delta"] ?? choice?["message"]) as? [String: Any]
      return said?["reasoning_content"] as? String
    }
    #expect(reasoning.joined().hasPrefix("Words in the prompt: 1."))
  }

  @Test("cuts its answer at the limit of tokens")
  func limited() async throws {
    let answer = try await StandInCall.send(
      Self.chat, #"{"max_completion_tokens":2,"messages":[{"role":"user","content":"hi"}]}"#)
    #expect(answer.text.contains(#""content":"Hello! What""#) && answer.text.contains(#""finish_reason":"length""#))
  }

  @Test(
    "answers 400 in OpenAI's shape",
    arguments: [
      ("{", "cut short"), (#"{"messages":3}"#, "no list"), (#"{"messages":[{"role":"user","content":3}]}"#, "a number"),
      (#"{"messages":[],"n":0}"#, "no answers"), (#"{"messages":[],"n":1000}"#, "too many answers"),
      (#"{"messages":[],"max_tokens":0}"#, "no tokens"),
    ])
  func errors(body: String, reason: String) async throws {
    let answer = try await StandInCall.send(Self.chat, body)
    #expect(answer.status == 400, "\(reason)")
    let error = try #require(try answer.object()["error"] as? [String: Any])
    #expect(error["message"] is String && error["type"] as? String == "invalid_request_error")
  }

  @Test("lists itself as the one model, to clients of OpenAI and of Ollama")
  func models() async throws {
    let list = try await StandInCall.send("/v1/models").object()
    let data = try #require(list["data"] as? [[String: Any]])
    #expect(data.map { $0["id"] as? String } == [StandInSpeech.model])
    let tags = try await StandInCall.send("/api/tags").object()
    let models = try #require(tags["models"] as? [[String: Any]])
    #expect(models.map { $0["name"] as? String } == [StandInSpeech.model])
  }
}
