/// Understands chat completions and completions.
struct ChoicesReading: PayloadReading {
  let isChat: Bool
  /// Choices whose role is known.
  private var begun: Set<Int> = []

  init(isChat: Bool) { self.isChat = isChat }

  mutating func take(_ payload: [String: Any], name: String?, _ reading: inout ClientReading) {
    reading.name(payload)
    reading.count(payload["usage"])
    let object = isChat ? "chat.completion.chunk" : "text_completion"
    if payload.string("object") != object { reading.fault("an event that is no \(object)") }
    for choice in payload.objects("choices") {
      guard let index = choice.int("index") else { return reading.fault("a choice without index") }
      if reading.endings[index] != nil { reading.fault("choice \(index) goes on after its end") }
      let message = isChat ? choice.object("delta") ?? [:] : choice
      if isChat, begun.insert(index).inserted, message.string("role") != "assistant" {
        reading.fault("choice \(index) begins without a role")
      }
      add(message, index, &reading)
      readTokens(choice, message, &reading)
      reading.end(index, choice.string("finish_reason"))
    }
  }

  mutating func take(whole payload: [String: Any], _ reading: inout ClientReading) {
    reading.name(payload)
    reading.count(payload["usage"])
    for (position, choice) in payload.objects("choices").enumerated() {
      if choice.int("index") != position { reading.fault("choice \(position) is out of order") }
      let message = isChat ? choice.object("message") ?? [:] : choice
      add(message, position, &reading)
      readTokens(choice, message, &reading)
      reading.end(position, choice.string("finish_reason"))
    }
  }

  private func add(_ message: [String: Any], _ index: Int, _ reading: inout ClientReading) {
    guard isChat else { return reading.add(message.string("text"), at: "\(index) content") }
    reading.add(message.string("reasoning_content"), at: "\(index) reasoning")
    reading.add(message.string("content"), at: "\(index) content")
    for (position, call) in message.objects("tool_calls").enumerated() {
      reading.add(
        call.object("function")?.string("arguments"), at: "\(index) tool \(call.int("index") ?? position)")
    }
  }

  private func readTokens(_ choice: [String: Any], _ message: [String: Any], _ reading: inout ClientReading) {
    guard let logprobs = choice.object("logprobs") else { return }
    let tokens = logprobs["tokens"] as? [String] ?? logprobs.objects("content").compactMap { $0.string("token") }
    reading.expectTokens(tokens, make: message.string(isChat ? "content" : "text"))
  }
}
