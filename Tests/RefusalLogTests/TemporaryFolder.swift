import Foundation
import GRDB
import RefusalLog

/// A folder that goes away with its last reference.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("refusal-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var databasePath: String { path + "/" + RefusalStore.fileName }

  /// The database without the store, for looking at it and for breaking it.
  func database() throws -> DatabaseQueue {
    var options = Configuration()
    options.busyMode = .timeout(10)
    return try DatabaseQueue(path: databasePath, configuration: options)
  }
}
