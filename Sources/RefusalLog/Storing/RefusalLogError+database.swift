extension RefusalLogError {
  /// Runs `body` and turns what it throws into this module's error.
  static func wrap<Result>(_ body: () throws -> Result) throws(RefusalLogError) -> Result {
    do {
      return try body()
    } catch let error as RefusalLogError {
      throw error
    } catch let failure as SQLFailure {
      throw failure.error
    } catch {
      throw .database(code: 1, message: "\(type(of: error))")
    }
  }
}
