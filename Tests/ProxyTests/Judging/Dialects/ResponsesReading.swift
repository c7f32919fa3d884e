/// Understands OpenAI's responses.
struct ResponsesReading: PayloadReading {
  private var lastNumber = -1
  private var isCreated = false
  /// Items that were begun and not ended, and those that were ended.
  private var open: Set<Int> = []
  private var closed: [Int: String] = [:]
  private var openParts: Set<String> = []

  mutating func take(_ payload: [String: Any], name: String?, _ reading: inout ClientReading) {
    let type = payload.string("type") ?? "none"
    if name != type { reading.fault("an event `\(type)` that is called `\(name ?? "nothing")`") }
    let number = payload.int("sequence_number") ?? -1
    if number <= lastNumber { reading.fault("event \(number) after \(lastNumber)") }
    lastNumber = number
    if type == "response.created" {
      if isCreated { reading.fault("created twice") }
      isCreated = true
    } else if !isCreated {
      reading.fault("`\(type)` before the start")
    }
    let output = payload.int("output_index") ?? -1
    if let response = payload.object("response") { return take(response, type, &reading) }
    if type == "response.output_item.added" {
      if closed[output] != nil || !open.insert(output).inserted { reading.fault("item \(output) begins twice") }
      return
    }
    if !open.contains(output) { reading.fault("`\(type)` of item \(output), which is not open") }
    let part = payload.object("part")
    let text = "0 content \(output).\(payload.int("content_index") ?? -1)"
    let summary = "0 reasoning \(output).\(payload.int("summary_index") ?? -1)"
    let call = "0 tool \(output).0"
    switch type {
    case "response.content_part.added": begin(text, &reading)
    case "response.output_text.delta":
      add(payload, text, &reading)
      let tokens = payload.objects("logprobs").compactMap { $0.string("token") }
      reading.expectTokens(tokens, make: payload.string("delta"))
    case "response.output_text.done": reading.addRepeat(payload.string("text"), at: text)
    case "response.content_part.done": end(text, part, &reading)
    case "response.reasoning_summary_part.added": begin(summary, &reading)
    case "response.reasoning_summary_text.delta": add(payload, summary, &reading)
    case "response.reasoning_summary_text.done": reading.addRepeat(payload.string("text"), at: summary)
    case "response.reasoning_summary_part.done": end(summary, part, &reading)
    case "response.function_call_arguments.delta": reading.add(payload.string("delta"), at: call)
    case "response.function_call_arguments.done": reading.addRepeat(payload.string("arguments"), at: call)
    case "response.output_item.done":
      open.remove(output)
      let item = payload.object("item") ?? [:]
      for (place, text) in Self.texts(of: item, output) { reading.addRepeat(text, at: place) }
      closed[output] = ClientReading.canonical(item)
    default: reading.fault("an event `\(type)`")
    }
  }

  private mutating func begin(_ place: String, _ reading: inout ClientReading) {
    if reading.texts[place] != nil || !openParts.insert(place).inserted { reading.fault("\(place) begins twice") }
  }

  private func add(_ payload: [String: Any], _ place: String, _ reading: inout ClientReading) {
    if !openParts.contains(place) { reading.fault("a delta of \(place), which is not open") }
    reading.add(payload.string("delta"), at: place)
  }

  private mutating func end(_ place: String, _ part: [String: Any]?, _ reading: inout ClientReading) {
    if openParts.remove(place) == nil { reading.fault("\(place) ends and is not open") }
    reading.addRepeat(part?.string("text"), at: place)
  }

  private mutating func take(_ response: [String: Any], _ type: String, _ reading: inout ClientReading) {
    reading.name(response)
    reading.count(response["usage"])
    let status = response.string("status") ?? "none"
    guard type != "response.created", type != "response.in_progress" else {
      if status != "in_progress" { reading.fault("begins as `\(status)`") }
      return
    }
    if type != "response.\(status)" { reading.fault("`\(type)` of a response that is `\(status)`") }
    if !open.isEmpty { reading.fault("items \(open.sorted()) are open at the end") }
    var said: Set<String> = []
    for (output, item) in response.objects("output").enumerated() {
      for (place, text) in Self.texts(of: item, output) {
        said.insert(place)
        reading.addRepeat(text, at: place)
      }
      if closed[output] != ClientReading.canonical(item) { reading.fault("item \(output) is another at the end") }
    }
    if response.objects("output").count != closed.count { reading.fault("not the items that were streamed") }
    for place in reading.texts.keys where !said.contains(place) { reading.fault("\(place) is not in the response") }
    reading.end(0, Self.ending(of: response))
    reading.isComplete = true
  }

  private static func ending(of response: [String: Any]) -> String? {
    response.object("incomplete_details")?.string("reason") ?? response.string("status")
  }

  mutating func take(whole payload: [String: Any], _ reading: inout ClientReading) {
    reading.name(payload)
    reading.count(payload["usage"])
    for (output, item) in payload.objects("output").enumerated() {
      for (place, text) in Self.texts(of: item, output) { reading.add(text, at: place) }
    }
    reading.end(0, Self.ending(of: payload))
  }

  private static func texts(of item: [String: Any], _ output: Int) -> [(String, String?)] {
    item.objects("content").enumerated().map { ("0 content \(output).\($0)", $1.string("text")) }
      + item.objects("summary").enumerated().map { ("0 reasoning \(output).\($0)", $1.string("text")) }
      + (item["arguments"] == nil ? [] : [("0 tool \(output).0", item.string("arguments"))])
  }
}
