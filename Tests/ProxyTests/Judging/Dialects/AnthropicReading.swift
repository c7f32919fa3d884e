/// Understands Anthropic's messages.
struct AnthropicReading: PayloadReading {
  /// Kinds of the blocks that were begun and not ended.
  private var open: [Int: String] = [:]
  private var used: Set<Int> = []
  private var isStarted = false

  mutating func take(_ payload: [String: Any], name: String?, _ reading: inout ClientReading) {
    let type = payload.string("type") ?? "none"
    if name != type { reading.fault("an event `\(type)` that is called `\(name ?? "nothing")`") }
    if type == "ping" { return }
    if type == "message_start" {
      guard !isStarted, let message = payload.object("message") else { return reading.fault("a second start") }
      isStarted = true
      reading.name(message)
      reading.count(message["usage"])
      if message.string("role") != "assistant" { reading.fault("a message of nobody") }
      return
    }
    if !isStarted { reading.fault("`\(type)` before the start") }
    switch type {
    case "content_block_start": begin(payload, &reading)
    case "content_block_delta": add(payload, &reading)
    case "content_block_stop":
      let index = payload.int("index") ?? -1
      if open.removeValue(forKey: index) == nil { reading.fault("block \(index) ends and is not open") }
    case "message_delta":
      if !open.isEmpty { reading.fault("blocks \(open.keys.sorted()) are open at the end") }
      reading.count(payload["usage"])
      reading.end(0, payload.object("delta")?.string("stop_reason"))
    case "message_stop":
      if reading.endings[0] == nil { reading.fault("a stop without reason") }
      reading.isComplete = true
    default: reading.fault("an event `\(type)`")
    }
  }

  private mutating func begin(_ payload: [String: Any], _ reading: inout ClientReading) {
    guard let index = payload.int("index"), let block = payload.object("content_block"), let type = block.string("type")
    else { return reading.fault("a block of no kind") }
    if !used.insert(index).inserted { reading.fault("block \(index) begins twice") }
    if reading.endings[0] != nil { reading.fault("block \(index) begins after the end") }
    open[index] = type
    add(block, index, isWhole: false, &reading)
  }

  private func add(_ payload: [String: Any], _ reading: inout ClientReading) {
    guard let index = payload.int("index"), let delta = payload.object("delta") else {
      return reading.fault("a delta of nothing")
    }
    let expected =
      switch open[index] {
      case "text": ["text_delta"]
      case "thinking": ["thinking_delta", "signature_delta"]
      case "tool_use": ["input_json_delta"]
      default: [String]()
      }
    if !expected.contains(delta.string("type") ?? "none") {
      reading.fault("a `\(delta["type"] ?? "none")` in a block `\(open[index] ?? "none")`")
    }
    reading.add(delta.string("text"), at: "0 content \(index)")
    reading.add(delta.string("thinking"), at: "0 reasoning \(index)")
    reading.add(delta.string("partial_json"), at: "0 tool \(index)")
  }

  mutating func take(whole payload: [String: Any], _ reading: inout ClientReading) {
    reading.name(payload)
    reading.count(payload["usage"])
    for (index, block) in payload.objects("content").enumerated() { add(block, index, isWhole: true, &reading) }
    reading.end(0, payload.string("stop_reason"))
  }

  private func add(_ block: [String: Any], _ index: Int, isWhole: Bool, _ reading: inout ClientReading) {
    reading.add(block.string("text"), at: "0 content \(index)")
    reading.add(block.string("thinking"), at: "0 reasoning \(index)")
    guard let input = block.object("input"), isWhole || !input.isEmpty else { return }
    reading.add(ClientReading.canonical(input), at: "0 tool \(index)")
  }
}
