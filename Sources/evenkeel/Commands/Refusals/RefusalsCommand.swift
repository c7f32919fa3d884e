import ArgumentParser

/// `evenkeel refusals`: what was refused, by whom, and whether it should have been.
struct RefusalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refusals", abstract: "Look at the refusal log, while the proxy runs or not.",
    discussion: """
      Verdicts: guard_block (a rule refused the prompt), guard_cut (a rule withheld the answer), justified_refusal \
      (the model refused a prompt that was not judged safe), exaggerated_refusal (the model refused a prompt that was \
      judged safe: a suspected false refusal), over_block (a reviewer overturned a rule: a false_refusal review of \
      what a rule withheld).

      The way through: `queue` shows what waits for a review, `show` one record, `review` says what you think of it, \
      `stats` counts, `export` writes what was reviewed. All read the log of --data, or the database of the settings.
      """,
    subcommands: [
      RefusalsListCommand.self, RefusalsQueueCommand.self, RefusalsShowCommand.self, RefusalsReviewCommand.self,
      RefusalsStatsCommand.self, RefusalsTailCommand.self, RefusalsExportCommand.self, RefusalsImportCommand.self,
      RefusalsPurgeCommand.self,
    ])
}
