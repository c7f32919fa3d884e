import Synchronization

/// Workspaces that wait for the next call: as many as calls ran at once, up to a limit.
final class EncoderWorkspacePool: Sendable {
  /// Workspaces that are kept; more than this many calls at once make new ones.
  static let most = 64

  private let idle = Mutex<[EncoderWorkspace]>([])

  /// Runs `body` with a workspace that nobody else has.
  func withWorkspace<Result>(
    _ body: (EncoderWorkspace) throws(ClassifierFailure) -> Result
  ) throws(ClassifierFailure) -> Result {
    let waiting = idle.withLock { $0.popLast() }
    let workspace = if let waiting { waiting } else { try EncoderWorkspace() }
    defer {
      idle.withLock { if $0.count < Self.most { $0.append(workspace) } }
    }
    return try body(workspace)
  }
}
