import ArgumentParser
import Foundation
import Proxy
import RefusalLog

/// `evenkeel refusals purge`.
struct RefusalsPurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Delete records for good, with their reviews.",
    discussion: """
      Takes the records to which all of the choices apply, one of --older-than, --user and --user-id at least. What is \
      deleted is overwritten on the disk, by PostgreSQL in its own time. Exports that were made before are not touched. \
      A --user-id stands in this computer's list of processes while the command runs.
      """)

  @OptionGroup var place: DataOptions

  @Option(
    help: ArgumentHelp("Records before this time: `90d` or `24h` ago, a day, or a time.", valueName: "time"))
  var olderThan: String?

  @Option(
    help: ArgumentHelp("Records of this user, by the pseudonym in `user_key`, as in `show`.", valueName: "hash"))
  var user: [String] = []

  @Option(
    help: ArgumentHelp(
      "Records of this user, by the name that the app --app gives its users in requests.", valueName: "name"))
  var userID: [String] = []

  @Option(
    help: ArgumentHelp(
      "File of the secret that pseudonyms are made with. [EVENKEEL_USER_KEY_FILE, default: user-key in the data folder]",
      valueName: "path"))
  var userKeyFile: String?

  @Option(help: ArgumentHelp("Only these apps.", valueName: "name"))
  var app: [String] = []

  @Option(help: ArgumentHelp("Only these policies.", valueName: "name"))
  var policy: [String] = []

  @Flag(help: "Count what would be deleted, and delete nothing.")
  var dryRun = false

  func validate() throws {
    guard olderThan != nil || !user.isEmpty || !userID.isEmpty else {
      throw ValidationError("Give --older-than, --user or --user-id.")
    }
    guard !user.contains("") else { throw ValidationError("--user has to be a pseudonym.") }
    guard !userID.contains("") else { throw ValidationError("--user-id has to be a name.") }
    guard userID.isEmpty || app.count == 1 else {
      throw ValidationError("--user-id needs one --app: each app has names of its own for its users.")
    }
  }

  func run() throws {
    let end: Int64? = if let olderThan { try SinceText.parse(olderThan, now: Date()) } else { nil }
    let filter = RefusalFilter(until: end, apps: app, policies: policy, userKeys: user + (try pseudonyms()))
    if dryRun {
      let count = try place.reading { try $0.count(filter) }
      return print("\(count) records would be purged")
    }
    try place.changing { store in
      let progress = TerminalProgress()
      let outcome = try store.purge(filter) { progress.show("\($0) records purged") }
      progress.clear()
      print("\(outcome.records) records purged")
      if outcome.records > 0, !outcome.isErased { StandardError.write("evenkeel: \(try remains())\n") }
    }
  }

  /// Where deleted texts still are for a while.
  private func remains() throws -> String {
    switch try place.settings().logPlace {
    case .folder: "another process reads the log; old pages stay in its write-ahead log until that is written anew"
    case .postgreSQL: "deleted rows stay in the server's files until it vacuums them and writes over them"
    }
  }

  /// Those of the users that were named as their app names them.
  private func pseudonyms() throws -> [String] {
    guard !userID.isEmpty, let app = app.first else { return [] }
    var settings = try place.settings()
    settings.userKeyFile = userKeyFile ?? settings.userKeyFile
    do throws(ConfigurationFault) {
      let maker = try UserKeyFile(settings).maker()
      return userID.compactMap { maker.key(of: $0, app: app) }
    } catch {
      throw CommandFailure(.unusable, "user-key-file: \(error)")
    }
  }
}
