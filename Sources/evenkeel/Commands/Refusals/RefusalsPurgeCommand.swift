import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals purge`.
struct RefusalsPurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Delete records for good, with their reviews.",
    discussion: """
      Takes the records to which all of the choices apply, one of --older-than and --user at least. What is deleted is \
      overwritten on the disk. Exports that were made before are not touched.
      """)

  @OptionGroup var place: DataOptions

  @Option(
    help: ArgumentHelp("Records before this time: `90d` or `24h` ago, a day, or a time.", valueName: "time"))
  var olderThan: String?

  @Option(
    help: ArgumentHelp("Records of this user, by the pseudonym in `user_key`, as in `show`.", valueName: "hash"))
  var user: [String] = []

  @Option(help: ArgumentHelp("Only these apps.", valueName: "name"))
  var app: [String] = []

  @Option(help: ArgumentHelp("Only these policies.", valueName: "name"))
  var policy: [String] = []

  @Flag(help: "Count what would be deleted, and delete nothing.")
  var dryRun = false

  func validate() throws {
    guard olderThan != nil || !user.isEmpty else { throw ValidationError("Give --older-than or --user.") }
    guard !user.contains("") else { throw ValidationError("--user has to be a pseudonym.") }
  }

  func run() throws {
    let end: Int64? = if let olderThan { try SinceText.parse(olderThan, now: Date()) } else { nil }
    let filter = RefusalFilter(until: end, apps: app, policies: policy, userKeys: user)
    if dryRun {
      let count = try place.reading { try $0.count(filter) }
      return print("\(count) records would be purged")
    }
    try place.changing { store in
      let progress = TerminalProgress()
      let outcome = try store.purge(filter) { progress.show("\($0) records purged") }
      progress.clear()
      print("\(outcome.records) records purged")
      if !outcome.isErased {
        StandardError.write(
          "evenkeel: another process reads the log; old pages stay in its write-ahead log until that is written anew\n")
      }
    }
  }
}
