import Logging
import RefusalLog

extension ServeSettings {
  /// The way of a record from the writer's queue: to the stream, then to the database, or to the spill file while that
  /// is away.
  func recordStorage(before store: any RecordStorage, logger: Logger) -> any RecordStorage {
    var limits = SpillLimits()
    limits.bytes = recordsSpillBytes
    let spilling = SpillingStorage(store: store, folder: data, limits: limits, logger: logger)
    guard let target = streamTarget else { return spilling }
    return StreamingStorage(spilling, stream: RecordStream(target, logger: logger))
  }

  private var streamTarget: RecordStreamTarget? {
    switch recordsStream {
    case .off: nil
    case .standardOutput: .standardOutput
    case .standardError: .standardError
    case .file(let path): .file(path: path, bytes: recordsStreamBytes, files: recordsStreamFiles)
    }
  }
}
