/// A database that can keep the log. All calls block.
///
/// Calls throw `SQLFailure`, or what the bodies that they are given throw.
protocol SQLDatabase: Sendable {
  var dialect: SQLDialect { get }

  /// Runs `body` in a transaction that may write. It is committed, and durable, when this returns; it is undone when
  /// `body` throws. `body` may run again when the transaction lost to another one.
  func write<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result

  /// Runs `body` in a transaction that sees one state of the database throughout.
  func read<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result

  /// The highest `refusals.sequence` below which no record can appear any more, deleted ones included; nil when a
  /// transaction that goes on for long keeps this from being known.
  func settledSequence() throws -> Int64?

  /// Deletes from here on overwrite what they delete, where the database can.
  func prepareErasing() throws

  /// Empties what still holds deleted data beside the tables.
  ///
  /// - Returns: whether the files hold nothing of it any more.
  func finishErasing() throws -> Bool

  /// 2 when a commit waits for the disk, 1 when it does not.
  func synchronousLevel() throws -> Int

  /// Later calls throw.
  func close() throws
}
