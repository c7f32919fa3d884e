import Foundation

extension RefusalStore {
  /// How long a source that writes no more is remembered. A spill file that is older than this is counted again.
  private static let sourceLifetime: Int64 = 90 * 86_400_000

  /// Notes that a batch is being written.
  ///
  /// - Returns: false when it was written before; true without a mark.
  static func isNew(_ mark: BatchMark?, in session: any SQLSession) throws -> Bool {
    guard let mark else { return true }
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    if mark.number == 1 {
      try session.execute("DELETE FROM written_batches WHERE written_ms < ?", [.integer(now - sourceLifetime)])
    }
    let number = Int64(clamping: mark.number)
    return try session.execute(remember, [.text(mark.source), .integer(number), .integer(now)]) > 0
  }

  private static let remember = """
    INSERT INTO written_batches (source, number, written_ms) VALUES (?, ?, ?)
    ON CONFLICT (source) DO UPDATE SET number = excluded.number, written_ms = excluded.written_ms
    WHERE written_batches.number < excluded.number
    """
}
