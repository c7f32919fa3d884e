import Dispatch
import Synchronization

/// A few connections: some for reading, some for writing, so that long reading never keeps the writer waiting.
final class PostgreSQLPool: Sendable {
  private struct State {
    var idle: [PostgreSQLConnection] = []
    var isClosed = false
  }

  private let address: PostgreSQLAddress
  private let configuration: RefusalStore.Configuration
  private let readers = DispatchSemaphore(value: 3)
  private let writers = DispatchSemaphore(value: 2)
  private let state = Mutex(State())

  init(_ address: PostgreSQLAddress, configuration: RefusalStore.Configuration) {
    self.address = address
    self.configuration = configuration
  }

  /// Hands a connection that has just begun a transaction to `body`.
  ///
  /// - Parameter begin: the statement that begins it. One that was idle may have lost its server meanwhile, and this is
  ///   where it shows: nothing is lost then by taking another.
  func withTransaction<Result>(
    _ begin: String, writes: Bool, _ body: (PostgreSQLConnection) throws -> Result
  ) throws -> Result {
    let permits = writes ? writers : readers
    let milliseconds = Int(configuration.busyTimeout / .milliseconds(1))
    guard permits.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else {
      throw SQLFailure(
        kind: .other, error: .unreachable(database: address.description, reason: "all connections are in use"))
    }
    defer { permits.signal() }
    let connection = try begun(begin)
    defer { putBack(connection) }
    return try body(connection)
  }

  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle
    }
    withExtendedLifetime(idle) {}
  }

  private func begun(_ begin: String) throws -> PostgreSQLConnection {
    while let connection = try takeIdle() {
      do {
        try connection.run(begin)
        return connection
      } catch let failure where failure.kind == .disconnected {
        continue
      }
    }
    let connection = try PostgreSQLConnection(address, patience: configuration.answerTimeout * 1.25)
    try connection.run(settings)
    try connection.run(begin)
    return connection
  }

  private func takeIdle() throws -> PostgreSQLConnection? {
    try state.withLock { state in
      guard !state.isClosed else {
        throw SQLFailure(
          kind: .other, error: .unreachable(database: address.description, reason: "the log was closed"))
      }
      return state.idle.popLast()
    }
  }

  private func putBack(_ connection: PostgreSQLConnection) {
    guard connection.isUsable else { return }
    let surplus: PostgreSQLConnection? = state.withLock { state in
      guard !state.isClosed else { return connection }
      state.idle.append(connection)
      return nil
    }
    withExtendedLifetime(surplus) {}
  }

  /// What every connection is set to.
  private var settings: String {
    let lock = Int(configuration.busyTimeout / .milliseconds(1))
    let answer = Int(configuration.answerTimeout / .milliseconds(1))
    // What an operator chose stays, as long as a commit waits for the disk.
    let commit =
      switch configuration.synchronous {
      case .full:
        """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """
      case .normal: "SET synchronous_commit = off"
      }
    return """
      SET lock_timeout = \(max(lock, 1)); SET statement_timeout = \(max(answer, 1));
      SET idle_in_transaction_session_timeout = 30000; SET standard_conforming_strings = on;
      SET bytea_output = hex; SET extra_float_digits = 1; SET client_min_messages = error; \(commit)
      """
  }
}
