import GRDB

extension SQLFailure {
  /// Runs `body`, and turns what GRDB throws into this module's own.
  static func wrap<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw SQLFailure(error)
    }
  }

  private init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: kind = .refused
    default: kind = .other
    }
    // The message alone: SQL and its arguments stay out of logs.
    self.error = .database(code: error.extendedResultCode.rawValue, message: error.message ?? "no message")
  }
}
