import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request to a server of this machine.
enum HTTPCall {
  struct Answer: Sendable {
    var status: Int
    var type: String
    var text: String

    func object() throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// GET, or POST when there is a body.
  static func send(
    _ path: String, port: Int, body: String? = nil, method: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)") ?? URL(filePath: "/"))
    if let body {
      request.httpMethod = "POST"
      request.httpBody = Data(body.utf8)
      request.setValue("application/json", forHTTPHeaderField: "content-type")
    }
    if let method { request.httpMethod = method }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await URLSession.shared.data(for: request)
    let head = response as? HTTPURLResponse
    return Answer(
      status: head?.statusCode ?? 0, type: head?.value(forHTTPHeaderField: "content-type") ?? "",
      text: String(decoding: data, as: UTF8.self))
  }
}
