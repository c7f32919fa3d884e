/// What transactions of several processes must not do at once (`SQLSession.hold`).
enum SQLLock: Int32, Sendable {
  /// Held, together with others, by whoever adds records: a reader that follows the log waits until nobody does.
  case appending = 1
  /// Held alone by whoever deletes or groups records.
  case upkeep = 2
  /// Held alone by whoever brings the tables up to date.
  case migration = 3
}
