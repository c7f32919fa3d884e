import Foundation
import StandIn
import Testing

/// The stand-in calls a tool when it is asked to, in every API that has tools.
@Suite struct StandInToolTests {
  private static let schema =
    #"{"type":"object","properties":{"name":{"type":"string"},"count":{"type":"integer"},"unit":{"enum":["cups"]}}}"#
  private static let arguments = #"{"count":3,"name":"soup for 3","unit":"cups"}"#
  private static let asked = #"[{"role":"user","content":"Call find_recipe soup for 3"}]"#
  private static var chatTools: String {
    #"[{"type":"function","function":{"name":"find_recipe","parameters":\#(schema)}}]"#
  }

  @Test("calls the tool of a chat completion, with arguments that fit its schema")
  func chat() async throws {
    let answer = try await StandInCall.send(
      StandInTests.chat, #"{"messages":\#(Self.asked),"tools":\#(Self.chatTools)}"#)
    let choices = try answer.object()["choices"] as? [[String: Any]]
    let choice = try #require(choices?.first)
    let message = try #require(choice["message"] as? [String: Any])
    let call = try #require((message["tool_calls"] as? [[String: Any]])?.first?["function"] as? [String: String])
    #expect(call == ["name": "find_recipe", "arguments": Self.arguments])
    #expect(message["content"] is NSNull && choice["finish_reason"] as? String == "tool_calls")
  }

  @Test("streams a tool's arguments in pieces")
  func chatStreamed() async throws {
    let answer = try await StandInCall.send(
      StandInTests.chat, #"{"stream":true,"messages":\#(Self.asked),"tools":\#(Self.chatTools)}"#)
    var pieces: [String] = []
    for chunk in try answer.events() {
      let delta = (chunk["choices"] as? [[String: Any]])?.first?["delta"] as? [String: Any]
      let function = (delta?["tool_calls"] as? [[String: Any]])?.first?["function"] as? [String: String]
      if let piece = function?["arguments"] { pieces.append(piece) }
    }
    #expect(pieces.joined() == Self.arguments && pieces.count > 3)
  }

  @Test(
    "calls no tool when none is asked for, and the demanded one when the request demands it",
    arguments: [
      (#""hello""#, #""auto""#, false, "nothing asks for a tool"),
      (#""call find_recipe""#, #""none""#, false, "the request forbids it"),
      (#""call nobody""#, #""auto""#, false, "no tool has this name"),
      (#""hello""#, #""required""#, true, "the request demands any"),
      (#""hello""#, #"{"type":"function","function":{"name":"find_recipe"}}"#, true, "the request demands this one"),
    ])
  func choosing(content: String, choice: String, calls: Bool, reason: String) async throws {
    let answer = try await StandInCall.send(
      StandInTests.chat,
      #"{"tool_choice":\#(choice),"messages":[{"role":"user","content":\#(content)}],"tools":\#(Self.chatTools)}"#)
    #expect(answer.text.contains("tool_calls") == calls, "\(reason)")
  }

  @Test("says what a tool gave, and does not call it again")
  func result() async throws {
    let asked = Self.asked.dropLast() + #",{"role":"tool","tool_call_id":"c","content":"Tomatoes."}]"#
    let answer = try await StandInCall.send(StandInTests.chat, #"{"messages":\#(asked),"tools":\#(Self.chatTools)}"#)
    #expect(answer.text.contains("The tool answered: Tomatoes.") && !answer.text.contains("tool_calls"))
  }

  @Test("fills the schema of a structured answer, with references")
  func structured() async throws {
    let schema = ##"{"$defs":{"N":{"type":"integer"}},"type":"object","properties":{"n":{"$ref":"#/$defs/N"}}}"##
    let answer = try await StandInCall.send(
      StandInTests.chat,
      #"{"messages":[{"role":"user","content":"hi"}],"response_format":{"json_schema":{"schema":\#(schema)}}}"#)
    #expect(answer.text.contains(#""content":"{\"n\":1}""#))
  }

  @Test("fills a schema that refers to itself, to a bounded depth")
  func recursive() async throws {
    let schema = ##"{"type":"object","properties":{"next":{"$ref":"#"},"again":{"$ref":"#/properties/next"}}}"##
    let answer = try await StandInCall.send(
      StandInTests.chat,
      #"{"messages":[{"role":"user","content":"hi"}],"response_format":{"json_schema":{"schema":\#(schema)}}}"#)
    #expect(answer.status == 200)
  }

  @Test("calls the tool of a response, streamed in OpenAI's order")
  func responses() async throws {
    let tools = #"[{"type":"function","name":"find_recipe","parameters":\#(Self.schema)}]"#
    let answer = try await StandInCall.send(
      "/v1/responses", #"{"stream":true,"input":\#(Self.asked),"tools":\#(tools)}"#)
    let events = try answer.events()
    let deltas = events.filter { $0["type"] as? String == "response.function_call_arguments.delta" }
    #expect(deltas.compactMap { $0["delta"] as? String }.joined() == Self.arguments)
    let done = try #require(events.first { $0["type"] as? String == "response.function_call_arguments.done" })
    #expect(done["arguments"] as? String == Self.arguments && done["name"] as? String == "find_recipe")
    let last = try #require(events.last?["response"] as? [String: Any])
    let items = try #require(last["output"] as? [[String: Any]])
    #expect(items.map { $0["type"] as? String } == ["function_call"])
  }

  @Test("calls the tool of an Anthropic message, whole and streamed")
  func anthropic() async throws {
    let body =
      #""max_tokens":99,"messages":\#(Self.asked),"tools":[{"name":"find_recipe","input_schema":\#(Self.schema)}]"#
    let whole = try await StandInCall.send("/v1/messages", "{\(body)}").object()
    let block = try #require((whole["content"] as? [[String: Any]])?.first)
    #expect(block["type"] as? String == "tool_use" && whole["stop_reason"] as? String == "tool_use")
    #expect((block["input"] as? [String: Any])?["count"] as? Int == 3)
    let events = try await StandInCall.send("/v1/messages", #"{"stream":true,\#(body)}"#).events()
    let pieces = events.compactMap { ($0["delta"] as? [String: Any])?["partial_json"] as? String }
    #expect(pieces.joined() == Self.arguments)
  }

  @Test("calls the tool of an Ollama chat in a line of its own")
  func ollama() async throws {
    let answer = try await StandInCall.send(
      "/api/chat", #"{"model":"m","messages":\#(Self.asked),"tools":\#(Self.chatTools)}"#)
    let lines = try answer.lines()
    let message = try #require(lines.first?["message"] as? [String: Any])
    let function = try #require((message["tool_calls"] as? [[String: Any]])?.first?["function"] as? [String: Any])
    #expect(function["name"] as? String == "find_recipe")
    #expect((function["arguments"] as? [String: Any])?["unit"] as? String == "cups")
    #expect(lines.count == 2 && lines[1]["done"] as? Bool == true)
  }
}
