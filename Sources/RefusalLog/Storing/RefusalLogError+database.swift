import GRDB

extension RefusalLogError {
  /// Runs `body` and turns what it throws into this module's error.
  static func wrap<Result>(_ body: () throws -> Result) throws(RefusalLogError) -> Result {
    do {
      return try body()
    } catch let error as RefusalLogError {
      throw error
    } catch let error as DatabaseError {
      // The message alone: SQL and its arguments stay out of logs.
      throw .database(
        code: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    } catch {
      throw .database(code: 1, message: "\(type(of: error))")
    }
  }
}
