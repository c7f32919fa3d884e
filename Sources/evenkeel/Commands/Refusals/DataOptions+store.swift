import RefusalLog

extension DataOptions {
  /// Opens the refusal log for reading and hands it to `body`; what goes wrong with it ends the command.
  func reading<Result>(_ body: (RefusalStore) throws -> Result) throws -> Result {
    try using(RefusalStore.reading, body)
  }

  /// The same for changes.
  func changing<Result>(_ body: (RefusalStore) throws -> Result) throws -> Result {
    try using(RefusalStore.changing, body)
  }

  private func using<Result>(
    _ open: (RefusalLogPlace) throws -> RefusalStore, _ body: (RefusalStore) throws -> Result
  ) throws -> Result {
    let place = try settings().logPlace
    do {
      return try body(try open(place))
    } catch let error as RefusalLogError {
      throw CommandFailure(.failed, error.description)
    }
  }
}
