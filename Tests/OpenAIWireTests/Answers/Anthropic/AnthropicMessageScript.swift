/// A random message, as it is written whole and as the events of its stream.
struct AnthropicMessageScript {
  enum Block {
    case text([String], citations: [String])
    case thinking([String])
    case tool(name: String, input: [String])
    case search(title: String)
  }

  private(set) var blocks: [Block] = []

  init(_ generator: inout SeededGenerator) {
    func words() -> [String] {
      (0..<Int.random(in: 1..<6, using: &generator)).map { _ in
        ["how ", "to ", "ünd ", "bo", "mb", "日本", ". ", "\\n", "😀"].randomElement(using: &generator) ?? ""
      }
    }
    for _ in 0..<Int.random(in: 0..<5, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: blocks.append(.text(words(), citations: Bool.random(using: &generator) ? [words().joined(), "x"] : []))
      case 1: blocks.append(.thinking(words()))
      case 2:
        // Without escapes, which a stream writes twice and nobody can decode piece by piece.
        let input = words().map { $0.replacing("\\n", with: " ") }
        blocks.append(.tool(name: "kill", input: ["{\"q\":\""] + input + ["\",\"n\":", "17}"]))
      default: blocks.append(.search(title: words().joined()))
      }
    }
  }

  /// The message as one JSON document.
  var whole: String {
    let content = blocks.map { block in
      switch block {
      case .text(let pieces, let citations):
        let cited = citations.map { #"{"type":"char_location","cited_text":"\#($0)"}"# }.joined(separator: ",")
        return #"{"type":"text","text":"\#(pieces.joined())","citations":[\#(cited)]}"#
      case .thinking(let pieces): return #"{"type":"thinking","thinking":"\#(pieces.joined())","signature":"Eq="}"#
      case .tool(let name, let input):
        return #"{"type":"tool_use","id":"t","name":"\#(name)","input":\#(input.joined())}"#
      case .search(let title): return Self.search(title)
      }
    }
    return
      #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[\#(content.joined(separator: ","))],"#
      + #""stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"#
  }

  /// The payloads of the stream's events, pieces grouped at random.
  func events(_ generator: inout SeededGenerator) -> [String] {
    var events = [
      #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}"#
    ]
    for (index, block) in blocks.enumerated() {
      func start(_ block: String) {
        events.append(#"{"type":"content_block_start","index":\#(index),"content_block":\#(block)}"#)
      }
      func delta(_ delta: String) {
        events.append(#"{"type":"content_block_delta","index":\#(index),"delta":\#(delta)}"#)
      }
      switch block {
      case .text(let pieces, let citations):
        start(#"{"type":"text","text":""}"#)
        for text in Self.grouped(pieces, &generator) { delta(#"{"type":"text_delta","text":"\#(text)"}"#) }
        for cited in citations {
          delta(#"{"type":"citations_delta","citation":{"type":"char_location","cited_text":"\#(cited)"}}"#)
        }
      case .thinking(let pieces):
        start(#"{"type":"thinking","thinking":"","signature":""}"#)
        for text in Self.grouped(pieces, &generator) { delta(#"{"type":"thinking_delta","thinking":"\#(text)"}"#) }
        delta(#"{"type":"signature_delta","signature":"Eq="}"#)
      case .tool(let name, let input):
        start(#"{"type":"tool_use","id":"t","name":"\#(name)","input":{}}"#)
        for json in Self.grouped(input, &generator) {
          delta(#"{"type":"input_json_delta","partial_json":"\#(json.replacing("\"", with: "\\\""))"}"#)
        }
      case .search(let title): start(Self.search(title))
      }
      events.append(#"{"type":"content_block_stop","index":\#(index)}"#)
      if Bool.random(using: &generator) { events.append(#"{"type":"ping"}"#) }
    }
    return events + [
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":9}}"#,
      #"{"type":"message_stop"}"#,
    ]
  }

  private static func search(_ title: String) -> String {
    #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","title":"\#(title)","url":"u","encrypted_content":"AA="}]}"#
  }

  private static func grouped(_ pieces: [String], _ generator: inout SeededGenerator) -> [String] {
    var groups: [String] = []
    for piece in pieces {
      if groups.isEmpty || Bool.random(using: &generator) {
        groups.append(piece)
      } else {
        groups[groups.count - 1] += piece
      }
    }
    return groups
  }
}
