import Foundation
import NIOCore

/// One response as a client received it.
struct WireResponse {
  /// From the status line to the empty line.
  var head: String
  var body = ByteBuffer()

  init(head: String) { self.head = head }

  var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }
  var text: String { String(buffer: body) }

  /// The values of all fields of this name.
  func fields(_ name: String) -> [String] {
    head.split(separator: "\r\n").dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { return nil }
      return String(line[line.index(after: colon)...].drop { $0 == " " })
    }
  }

  func field(_ name: String) -> String? { fields(name).first }

  /// The body as an error in OpenAI's shape; nil when it is none.
  var error: (message: String, type: String, code: String?)? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any],
      let error = object["error"] as? [String: Any], let message = error["message"] as? String,
      let type = error["type"] as? String, error.keys.contains("param"), error.keys.contains("code")
    else { return nil }
    return (message, type, error["code"] as? String)
  }
}
