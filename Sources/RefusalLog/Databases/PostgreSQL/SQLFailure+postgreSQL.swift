extension SQLFailure {
  /// Of what the server said of a statement.
  init(_ result: PostgreSQLResult, fallback: String) {
    let state = result.sqlState ?? ""
    kind = Self.kind(of: state)
    error = .server(state: state, message: Self.line(result.message ?? fallback))
  }

  /// - Parameter state: SQLSTATE (appendix A of PostgreSQL's manual); empty when it was libpq that failed.
  static func kind(of state: String) -> Kind {
    switch state {
    case "", "57P01", "57P02", "57P03", "25P03": .disconnected  // shut down, crashed, starting, idle for too long
    // The server became a standby: another one of the address may be the primary.
    case "25006": .disconnected
    case "40001", "40P01": .lost  // serialization failure, deadlock
    // A statement that was prepared is no more, or means something else since the tables changed.
    case "26000", "0A000": .lost
    default:
      switch state.prefix(2) {
      case "08": .disconnected
      case "22", "23", "54": .refused  // data, constraint, limit of the program
      default: .other
      }
    }
  }

  /// Several lines of a message as one.
  static func line(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).map { $0.drop { $0 == "\t" || $0 == " " } }.joined(separator: " ")
  }
}
