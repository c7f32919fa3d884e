import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct CompletionsChangeTests {
  private func parse(_ json: String) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .completions)
  }

  static let systemRows: [(body: String, changed: String, reason: String)] = [
    (#"{"prompt":"Once","n":1}"#, #"{"prompt":"S\"\n\nOnce","n":1}"#, "one prompt"),
    (#"{"prompt":[ "a" ,"\u0062"]}"#, #"{"prompt":[ "S\"\n\na" ,"S\"\n\n\u0062"]}"#, "each of several"),
    (#"{"prompt":"","suffix":"s"}"#, #"{"prompt":"S\"\n\n","suffix":"s"}"#, "an empty one, and no suffix"),
  ]

  @Test("a prompt without text has no place for a policy's instructions", arguments: [#"{"prompt":[[1,2]]}"#, "{}"])
  func noPlace(body: String) throws {
    let request = try parse(body)
    #expect(throws: RequestChangeFault.noPlaceForSystemMessage) {
      try request.changed(RequestChange(system: .prepend("S")), byteLimit: 1 << 16)
    }
  }

  @Test("writes a policy's instructions before each prompt", arguments: systemRows)
  func system(row: (body: String, changed: String, reason: String)) throws {
    let request = try parse(row.body)
    for system in [RequestChange.SystemMessage.prepend("S\""), .replaceAll("S\"")] {
      let changed = try request.changed(RequestChange(system: system), byteLimit: 1 << 16)
      #expect(String(buffer: changed.body) == row.changed, "\(row.reason)")
    }
  }

  @Test("redacts a word that is split over prompt and suffix")
  func split() throws {
    let request = try parse(#"{"suffix":"sh, you","prompt":"so hu"}"#)
    let change = RequestChange(redactions: request.redactions(of: "hush"))
    let changed = try request.changed(change, byteLimit: 1 << 16)
    #expect(String(buffer: changed.body) == #"{"suffix":", you","prompt":"so [X_1]"}"#)
  }

  @Test("random requests have every string in a text, and become what they are with labels for markers")
  func random() throws {
    var random = PlantedJSON(seed: 51)
    var planted = 0
    for round in 0..<3_000 {
      random.reset()
      let body = Self.request(&random)
      let request = try parse(body)
      var change = RequestChange()
      for marker in random.markers {
        let found = request.redactions(of: marker)
        #expect(!found.isEmpty, "round \(round): \(marker) of \(body)")
        change.redactions.merge(found) { $0 + $1 }
      }
      planted += random.markers.count
      let changed = try request.changed(change, byteLimit: 1 << 20)
      let expected = random.redacted(body)
      #expect(String(buffer: changed.body) == expected, "round \(round): \(body)")
      #expect(changed.conversation == (try parse(expected)).conversation)
      #expect(changed.choiceCount == request.choiceCount)
    }
    #expect(planted > 3_000)
  }

  private static func request(_ random: inout PlantedJSON) -> String {
    var members = [#""model":"tiny""#, #""x_note":\#(random.value())"#, #""temperature":\#(random.value())"#]
    switch Int.random(in: 0..<6, using: &random.generator) {
    case 0: members.append(#""prompt":null"#)
    case 1: members.append(#""prompt":[[1,2],[3]]"#)
    case 2, 3: members.append(#""prompt":\#(random.string())"#)
    default:
      let prompts = (0..<Int.random(in: 1...4, using: &random.generator)).map { _ in random.string() }
      members.append(#""prompt":[\#(prompts.joined(separator: random.space() + ","))]"#)
    }
    if random.chance(2) { members.append(#""suffix":\#(random.string())"#) }
    if random.chance(2) { members.append(#""stop":\#(random.value())"#) }
    if random.chance(3) { members.append(#""prompt_embeds":["AAAA",{"x":\#(random.value())}]"#) }
    if random.chance(3) { members.append(#""stream_options":{"x":\#(random.value()),"include_usage":true}"#) }
    return random.object(members)
  }
}
