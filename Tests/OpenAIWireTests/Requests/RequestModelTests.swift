import NIOCore
import OpenAIWire
import Testing

@Suite struct RequestModelTests {
  @Test("names another model, and leaves every other byte as it was")
  func model() throws {
    let rows: [(dialect: Dialect, body: String, changed: String, reason: String)] = [
      (
        .chatCompletions, #"{"model": "a" ,"messages":[{"role":"user","content":"b"}]}"#,
        #"{"model": "x\"y" ,"messages":[{"role":"user","content":"b"}]}"#, "in its place"
      ),
      (
        .chatCompletions, #"{ "messages":[{"role":"user","content":"b","model":"c"}]}"#,
        #"{"model":"x\"y", "messages":[{"role":"user","content":"b","model":"c"}]}"#, "none yet"
      ),
      (.completions, "{}", #"{"model":"x\"y"}"#, "an empty body"),
      (
        .anthropicMessages, #"{"messages":[{"role":"user","content":"b"}],"max_tokens":5,"model":null}"#,
        #"{"messages":[{"role":"user","content":"b"}],"max_tokens":5,"model":"x\"y"}"#, "null"
      ),
    ]
    for row in rows {
      let request = try ModelRequest.parse(ByteBuffer(string: row.body), dialect: row.dialect)
      let changed = try request.changed(RequestChange(model: "x\"y"), byteLimit: 1 << 16)
      #expect(String(buffer: changed.body) == row.changed, "\(row.reason)")
      #expect(changed.model == "x\"y")
    }
  }
}
