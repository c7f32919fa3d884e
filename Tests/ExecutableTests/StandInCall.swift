import Foundation
import Logging
import StandIn

/// One request to a stand-in of its own, and its answer read.
enum StandInCall {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// GET, or POST when there is a body.
  static func send(_ path: String, _ body: String? = nil) async throws -> HTTPCall.Answer {
    try await withService {
      StandInServer(address: .loopback(port: 0), logger: quiet, onListening: $0)
    } during: { port in
      try await HTTPCall.send(path, port: port, body: body)
    }
  }
}
