package import Taxonomy

/// What can go wrong with the refusal log. No case holds anything of a prompt or an answer.
package enum RefusalLogError: Error, Equatable, CustomStringConvertible {
  /// Only writing makes the database; reading wants it there.
  case missingDatabase(folder: String)
  /// The folder could not be made or entered.
  case unusableFolder(String, reason: String)
  /// A later version of the program wrote the database.
  case newerDatabase(path: String)
  /// What was given as a PostgreSQL server's address is none. It is not quoted, since it may hold a password.
  case invalidAddress
  /// No PostgreSQL server answers there.
  case unreachable(database: String, reason: String)
  /// PostgreSQL failed. `state` is its SQLSTATE.
  case server(state: String, message: String)
  /// The PostgreSQL database has no tables of the log.
  case missingTables(database: String)
  /// SQLite failed. `code` is its extended result code.
  case database(code: Int32, message: String)
  /// A stored value that this version cannot read.
  case unreadableRecord(id: String, column: String)
  /// Not an id and not the beginning of one.
  case invalidID(String)
  case unknownID(String)
  /// No review of the record stands.
  case nothingToUndo(id: String)
  /// Fewer harmful prompts with a refusal pass the filter than a mix asked for.
  case tooFewToMix(asked: Int, found: Int)
  /// Tests belong to one policy, and records of several pass the filter.
  case severalPolicies([String])
  /// An earlier version of the program wrote the database, and reading does not change it.
  case olderDatabase(path: String)
  /// The spill file cannot take or give records.
  case unusableSpill(String)
  /// Neither the database nor the spill file takes records.
  case neitherWrites(database: String, spill: String)
  /// Several ids begin so; `candidates` are the first of them.
  case ambiguousID(String, candidates: [DecisionID])

  package var description: String {
    switch self {
    case .missingDatabase(let folder):
      "no refusal log in `\(folder)`: `evenkeel serve --data \(folder)` makes it when it starts"
    case .unusableFolder(let folder, let reason):
      "cannot use the data folder `\(folder)`: \(reason)"
    case .newerDatabase(let path):
      "`\(path)` was written by a later version of evenkeel: use that version or a copy of its own"
    case .invalidAddress:
      "the refusal log's database has to be an address such as `postgresql://USER@HOST/NAME`"
    case .unreachable(let database, let reason):
      "cannot reach the refusal log in `\(database)`: \(reason)"
    case .server(let state, let message):
      "refusal log: \(message) (PostgreSQL state \(state))"
    case .missingTables(let database):
      "no refusal log in `\(database)`: `evenkeel serve` makes it when it starts"
    case .database(let code, let message):
      "refusal log: \(message) (SQLite code \(code))"
    case .unreadableRecord(let id, let column):
      "record `\(id)` has a value in column `\(column)` that this version cannot read"
    case .invalidID(let text):
      "`\(text)` is not a decision id: give its 36 characters or at least the first \(DecisionIDPrefix.minimumDigits)"
    case .unknownID(let text):
      "no record with an id that begins with `\(text)`"
    case .nothingToUndo(let id):
      "no review of record `\(id)` stands that could be taken back"
    case .tooFewToMix(let asked, let found):
      "a mix of \(asked) safety examples was asked for, and \(found) harmful prompts with a refusal are there"
    case .severalPolicies(let names):
      "tests belong to one policy, and these have records: \(names.map { "`\($0)`" }.joined(separator: ", "))"
    case .olderDatabase(let path):
      "`\(path)` was written by an earlier version of evenkeel: `evenkeel serve` brings it up to date when it starts"
    case .unusableSpill(let reason):
      "spill file: \(reason)"
    case .neitherWrites(let database, let spill):
      "\(database); \(spill)"
    case .ambiguousID(let text, let candidates):
      "`\(text)` is the beginning of several ids: \(candidates.map(\.description).joined(separator: ", "))"
    }
  }
}
