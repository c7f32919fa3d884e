import Policy
import RefusalLog

extension ContentMode {
  /// The words of the policy language and of the records are the same.
  init(_ content: RecordContent) {
    self =
      switch content {
      case .full: .full
      case .redacted: .redacted
      case .hashed: .hashed
      case .none: .none
      }
  }
}

extension ContentCapture {
  /// Keeps of a text what records of the policy may.
  init(_ policy: CompiledPolicy) {
    self.init(mode: ContentMode(policy.recordContent), redact: policy.contentRedacting)
  }
}

extension RecordedContent {
  /// What records of the policy may keep of a text.
  ///
  /// - Parameter hashes: whether a hash is of use; where it is not, mode `hashed` keeps nothing.
  init(_ whole: String, _ policy: CompiledPolicy, hashes: Bool = true) {
    let mode = ContentMode(policy.recordContent)
    self.init(whole, mode: mode == .hashed && !hashes ? .none : mode, redact: policy.contentRedacting)
  }
}

extension CompiledPolicy {
  fileprivate var contentRedacting: ContentRedacting {
    { text, isComplete in recordRedactions(in: text, isComplete: isComplete) }
  }
}
