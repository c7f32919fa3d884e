import CLibPQ
import Foundation

/// One connection to a server, and what is prepared on it. No call waits longer than `patience` for an answer, even
/// where the server still has its socket open and does nothing: after that the connection is done with.
@safe final class PostgreSQLConnection: @unchecked Sendable {  // one thread's at a time, by the pool's lock
  private let connection: OpaquePointer
  private let address: PostgreSQLAddress
  /// Names of prepared statements by their text.
  private var prepared: [String: String] = [:]
  private var patience: Duration
  /// False once anything went wrong that more statements would not mend.
  private(set) var isUsable = true

  /// Connects, which blocks; libpq gives up by the address's `connect_timeout`.
  init(_ address: PostgreSQLAddress, patience: Duration) throws(SQLFailure) {
    self.address = address
    self.patience = patience
    let names = CStrings(address.parameters.map(\.keyword))
    let values = CStrings(address.parameters.map(\.value))
    let made = unsafe names.withPointers { names in
      unsafe values.withPointers { values in unsafe PQconnectdbParams(names, values, 0) }
    }
    guard let made = unsafe made else { throw Self.unreachable(address, "no memory") }
    unsafe connection = unsafe made
    guard unsafe PQstatus(made) == CONNECTION_OK else {
      throw Self.unreachable(address, unsafe String(cString: PQerrorMessage(made)))
    }
    // Notices would go to the standard error stream.
    unsafe PQsetNoticeReceiver(made, { _, _ in }, nil)
    guard unsafe PQsetnonblocking(made, 1) == 0 else {
      throw Self.unreachable(address, "cannot be used without waiting")
    }
  }

  deinit {
    unsafe PQfinish(connection)
  }

  /// Runs statements of this program that take no arguments and give nothing back, such as a migration's.
  ///
  /// - Returns: what the server says of the last.
  @discardableResult
  func run(_ script: String) throws(SQLFailure) -> String {
    guard unsafe PQsendQuery(connection, script) == 1 else { throw lost() }
    return try lastResult()?.command ?? ""
  }

  /// Runs one statement, which stays prepared if `isKept`.
  @discardableResult
  func query(_ sql: String, _ arguments: [SQLValue], isKept: Bool) throws(SQLFailure) -> PostgreSQLResult? {
    let arguments = PostgreSQLArguments(arguments)
    let isSent: Bool
    if isKept {
      let name = try name(of: sql)
      isSent = unsafe arguments.send { unsafe PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0) } == 1
    } else {
      let text = PostgreSQLStatementText.numbered(sql)
      isSent = unsafe arguments.send { unsafe PQsendQueryParams(connection, text, $0, nil, $1, $2, $3, 0) } == 1
    }
    guard isSent else { throw lost() }
    return try lastResult()
  }

  /// Runs one statement for each list of arguments. They are sent one behind the other, and all answers are read then:
  /// the network is waited for once, not once a row.
  func execute(_ sql: String, each lists: [[SQLValue]]) throws(SQLFailure) -> [Int] {
    guard let insert = PostgreSQLInsert(sql) else {
      let ones = lists.indices.map { $0..<$0 + 1 }
      return try pipeline(ones, of: lists, text: { _ in sql }, changes: { [$1.changedCount] })
    }
    return try pipeline(
      PostgreSQLInsert.parts(of: lists.count), of: lists, text: insert.text,
      changes: { PostgreSQLInsert.changes(lists[$0], returned: $1.rows().rows) })
  }

  /// - Parameters:
  ///   - parts: of `lists`, each for one statement.
  ///   - text: of the statement for so many lists.
  ///   - changes: what each list of a part changed.
  private func pipeline(
    _ parts: [Range<Int>], of lists: [[SQLValue]], text: (Int) -> String,
    changes: (Range<Int>, PostgreSQLResult) -> [Int]
  ) throws(SQLFailure) -> [Int] {
    // Preparing waits for an answer, so it comes before.
    var names: [Int: String] = [:]
    for part in parts where names[part.count] == nil { names[part.count] = try name(of: text(part.count)) }
    var counts: [Int] = []
    counts.reserveCapacity(lists.count)
    var waiting = parts[...]
    while !waiting.isEmpty {
      guard unsafe PQenterPipelineMode(connection) == 1 else { throw lost() }
      var bytes = 0
      var sent: [Range<Int>] = []
      while bytes < Self.pipelineBytes, let part = waiting.popFirst(), let name = names[part.count] {
        let arguments = PostgreSQLArguments(lists[part].flatMap { $0 })
        guard unsafe arguments.send({ unsafe PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0) }) == 1 else {
          throw lost()
        }
        bytes += arguments.byteCount + Self.statementOverhead
        sent.append(part)
      }
      guard unsafe PQpipelineSync(connection) == 1 else { throw lost() }
      for (part, result) in zip(sent, try pipelineResults()) { counts += changes(part, result) }
    }
    return counts
  }

  /// What is sent before answers are read, about; more would only wait in this process.
  private static let pipelineBytes = 1 << 20
  private static let statementOverhead = 256

  /// Lets statements take as long as they need, while `body` runs.
  func withPatience<Result>(_ longer: Duration, _ body: () throws -> Result) rethrows -> Result {
    let usual = patience
    patience = longer
    defer { patience = usual }
    return try body()
  }

  /// No more statements: the next thread gets another connection.
  func discard() { isUsable = false }

  // MARK: Answers

  private func name(of sql: String) throws(SQLFailure) -> String {
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count)"
    guard unsafe PQsendPrepare(connection, name, PostgreSQLStatementText.numbered(sql), 0, nil) == 1 else {
      throw lost()
    }
    _ = try lastResult()
    prepared[sql] = name
    return name
  }

  /// The last of a call's results; the first error among them is thrown, when all were read.
  private func lastResult() throws(SQLFailure) -> PostgreSQLResult? {
    var last: PostgreSQLResult?
    var failure: SQLFailure?
    while let result = try nextResult() {
      last = result
      if failure == nil { failure = self.failure(of: result) }
    }
    if let failure { throw failure }
    return last
  }

  /// One result for each statement of a pipeline, up to its end; the first error among them is thrown.
  private func pipelineResults() throws(SQLFailure) -> [PostgreSQLResult] {
    var results: [PostgreSQLResult] = []
    var failure: SQLFailure?
    while true {
      guard let result = try nextResult() else {
        // The end of one statement's results; the synchronisation point ends them all.
        guard unsafe PQstatus(connection) == CONNECTION_OK else { throw lost() }
        continue
      }
      if result.status == PGRES_PIPELINE_SYNC { break }
      if failure == nil { failure = self.failure(of: result) }
      results.append(result)
    }
    guard unsafe PQexitPipelineMode(connection) == 1 else { throw lost() }
    if let failure { throw failure }
    return results
  }

  private func failure(of result: PostgreSQLResult) -> SQLFailure? {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC, PGRES_EMPTY_QUERY: return nil
    // Behind one that failed.
    case PGRES_PIPELINE_ABORTED: return nil
    default:
      let failure = SQLFailure(result, fallback: unsafe String(cString: PQerrorMessage(connection)))
      switch failure.kind {
      case .disconnected: isUsable = false
      // A deadlock leaves the connection as good as it was, a prepared statement that is gone does not.
      case .lost: isUsable = result.sqlState?.hasPrefix("40") ?? false
      case .refused, .other: break
      }
      return failure
    }
  }

  /// Sends what waits to be sent, and reads until there is a whole result; nil where there are no more.
  private func nextResult() throws(SQLFailure) -> PostgreSQLResult? {
    let end = ContinuousClock.now + patience
    while true {
      let waiting = unsafe PQflush(connection)
      guard waiting >= 0 else { throw lost() }
      if waiting == 0, unsafe PQisBusy(connection) == 0 { break }
      let left = (end - .now) / .milliseconds(1)
      guard left > 0 else { throw silent() }
      var descriptor = pollfd(
        fd: unsafe PQsocket(connection), events: Int16(POLLIN) | (waiting > 0 ? Int16(POLLOUT) : 0), revents: 0)
      let ready = unsafe poll(&descriptor, 1, Int32(min(left.rounded(.up), 1_000_000)))
      // Another thread's signal is no reason to give up.
      guard ready >= 0 || errno == EINTR else { throw lost() }
      guard unsafe PQconsumeInput(connection) == 1 else { throw lost() }
    }
    return unsafe PQgetResult(connection).map { unsafe PostgreSQLResult($0) }
  }

  // MARK: Ends

  private func lost() -> SQLFailure {
    isUsable = false
    return Self.unreachable(address, unsafe String(cString: PQerrorMessage(connection)))
  }

  private func silent() -> SQLFailure {
    isUsable = false
    return Self.unreachable(address, "no answer for \(Int(patience / .seconds(1))) s")
  }

  private static func unreachable(_ address: PostgreSQLAddress, _ reason: String) -> SQLFailure {
    SQLFailure(
      kind: .disconnected, error: .unreachable(database: address.description, reason: SQLFailure.line(reason)))
  }
}
