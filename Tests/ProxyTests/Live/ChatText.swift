/// Requests as clients write them.
enum ChatText {
  /// A chat completion request's body.
  static func body(_ prompt: String, stream: Bool = false, extra: String = "") -> String {
    "{\"model\":\"m\",\"temperature\":0.70,\(extra)\(stream ? "\"stream\":true," : "")"
      + "\"messages\":[{\"role\":\"user\",\"content\":\"\(StreamScript.escape(prompt))\"}]}"
  }

  /// A whole request.
  ///
  /// - Parameter fields: further header lines, each with its line end.
  static func request(_ prompt: String, stream: Bool = false, extra: String = "", fields: String = "") -> String {
    post(body(prompt, stream: stream, extra: extra), fields: fields)
  }

  static func post(_ body: String, path: String = "/v1/chat/completions", fields: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nhost: proxy\r\ncontent-type: application/json\r\n\(fields)"
      + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  static func get(_ path: String, fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nhost: proxy\r\n\(fields)\r\n"
  }
}
