/// The states of a response; the raw value is the name on the wire.
enum ResponseStatus: String, CaseIterable, Sendable {
  case completed, failed, cancelled, incomplete, queued
  case inProgress = "in_progress"

  static let table = JSONNameTable<ResponseStatus>()

  /// Whether nothing more comes.
  var isFinal: Bool {
    switch self {
    case .completed, .failed, .cancelled, .incomplete: true
    case .queued, .inProgress: false
    }
  }
}
