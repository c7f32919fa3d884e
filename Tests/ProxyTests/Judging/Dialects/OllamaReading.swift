/// Understands Ollama's chat.
struct OllamaReading: PayloadReading {
  private var tools = 0

  mutating func take(_ payload: [String: Any], name: String?, _ reading: inout ClientReading) {
    read(payload, &reading)
    if payload["done"] as? Bool == true {
      reading.end(0, payload.string("done_reason") ?? "none")
      reading.isComplete = true
    } else if payload["done"] as? Bool != false {
      reading.fault("a line that does not say whether it is the last")
    }
  }

  mutating func take(whole payload: [String: Any], _ reading: inout ClientReading) {
    read(payload, &reading)
    if payload["done"] as? Bool != true { reading.fault("a whole answer that is not done") }
    reading.end(0, payload.string("done_reason"))
  }

  private mutating func read(_ payload: [String: Any], _ reading: inout ClientReading) {
    reading.name(payload, isNamed: false)
    reading.count(payload)
    if payload.string("created_at") == nil { reading.fault("a line without a time") }
    guard let message = payload.object("message") else { return reading.fault("a line without message") }
    if message.string("role") != "assistant" { reading.fault("a message of nobody") }
    reading.add(message.string("thinking"), at: "0 reasoning")
    reading.add(message.string("content"), at: "0 content")
    for call in message.objects("tool_calls") {
      let arguments = call.object("function")?.object("arguments")
      reading.add(arguments.flatMap { ClientReading.canonical($0) }, at: "0 tool \(tools)")
      tools += 1
    }
  }
}
