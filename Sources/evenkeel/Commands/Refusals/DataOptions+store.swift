import RefusalLog

extension DataOptions {
  /// Opens the refusal log for reading and hands it to `body`; what goes wrong with it ends the command.
  func reading<Result>(_ body: (RefusalStore) throws -> Result) throws -> Result {
    let folder = try settings().data
    do {
      return try body(try RefusalStore.reading(folder: folder))
    } catch let error as RefusalLogError {
      throw CommandFailure(.failed, error.description)
    }
  }
}
