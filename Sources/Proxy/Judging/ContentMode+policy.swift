import Policy
import RefusalLog

extension ContentMode {
  /// The words of the policy language and of the records are the same.
  init(_ content: RecordContent) {
    self =
      switch content {
      case .full: .full
      case .hashed: .hashed
      case .none: .none
      }
  }
}
