import RefusalLog

extension DataOptions {
  /// Opens the refusal log for reading and hands it to `body`; what goes wrong with it ends the command.
  func reading<Result>(_ body: (RefusalStore) throws -> Result) throws -> Result {
    try using({ try RefusalStore.reading(folder: $0) }, body)
  }

  /// The same for changes.
  func changing<Result>(_ body: (RefusalStore) throws -> Result) throws -> Result {
    try using({ try RefusalStore.changing(folder: $0) }, body)
  }

  private func using<Result>(
    _ open: (String) throws -> RefusalStore, _ body: (RefusalStore) throws -> Result
  ) throws -> Result {
    let folder = try settings().data
    do {
      return try body(try open(folder))
    } catch let error as RefusalLogError {
      throw CommandFailure(.failed, error.description)
    }
  }
}
