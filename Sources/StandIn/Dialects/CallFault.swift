/// A request that the stand-in does not answer.
struct CallFault: Error, Equatable {
  let message: String
  /// What OpenAI's errors call `code`.
  let code: String

  init(_ message: String, code: String) {
    self.message = message
    self.code = code
  }

  static func checkChoices(_ count: Int) throws(CallFault) {
    guard (1...StandInLimits.choices).contains(count) else {
      throw CallFault("`n` has to be in 1...\(StandInLimits.choices)", code: "bad_n")
    }
  }

  /// - Parameter limit: the most words that the answer may have; nil for no limit.
  static func checkWordLimit(_ limit: Int?, field: String) throws(CallFault) {
    guard let limit, limit < 1 else { return }
    throw CallFault("`\(field)` has to be at least 1", code: "bad_\(field)")
  }
}
