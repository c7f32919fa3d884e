import ArgumentParser
import Classifiers
import Foundation
import Policy
import RefusalLog
import Taxonomy

/// `evenkeel policy replay`.
struct PolicyReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Decide about recorded traffic again, under the policies of a folder.",
    discussion: """
      Takes the scores that were recorded, and the texts where they were kept whole; rules that hang on anything else \
      are unknown and counted as such. Only what was recorded is there: refusals, cut answers, refusals by the model. \
      What passed unrecorded is not, so this shows what a revision would let through or refuse otherwise, and not what \
      it would refuse for the first time. A prompt that was refused has no answer that could be judged. No guard model \
      is asked. Exit codes: 0 done; 1 some rows could not be read and were left out; 2 the files do not load, or wrong \
      usage.
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "A file of `evenkeel refusals export --format jsonl`, `-` for stdin, a refusals.sqlite, or a data folder.",
      valueName: "path"))
  var records: String

  @Option(
    help: ArgumentHelp(
      "The policy that decides; by default the one that the routes give, else the one of the recorded name.",
      valueName: "name"))
  var policy: String?

  @Option(help: ArgumentHelp("The most records to look at, the oldest first; all by default.", valueName: "number"))
  var limit: Int?

  @Option(help: ArgumentHelp("The most examples of one kind of change.", valueName: "number"))
  var examples = 3

  @Flag(help: "Print everything as one JSON object.")
  var json = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit has to be at least 1.") }
    guard (0...1_000).contains(examples) else { throw ValidationError("--examples has to be in 0...1000.") }
  }

  func run() throws {
    let policies = try PolicyLoading.load(folder, scoring: ClassifierKind.embedded.scoredSignals)
    var named: CompiledPolicy?
    if let policy {
      named = policies.policy(named: policy)
      if named == nil {
        throw CommandFailure(
          .unusable, "no policy `\(policy.printable)`\(NearestWord.hint(for: policy, among: policies.names))")
      }
    } else if policies.routesByHeaders {
      StandardError.write("warning: headers are not recorded, so routes that look at them match nothing here\n")
    }
    var replay = TrafficReplay(examplesEach: examples)
    let progress = TerminalProgress()
    let bad: Int
    do {
      bad = try RecordSource(records).read(limit: limit ?? .max, report: progress.report) { record in
        let recorded = record.recordedCase
        replay.add(record, recorded, under: named ?? policies.resolve(recorded.facts, fallback: record.policy.name))
        progress.show("\(replay.count) records")
      }
    } catch let error as RefusalLogError {
      throw CommandFailure(.unusable, error.description)
    }
    progress.clear()
    let report = ReplayReport(replay, folder: folder, revision: policies.revision, badRows: bad)
    StandardOutput.write(json ? try JSONDocument.text(report) : ReplayListing.text(of: report, width: Terminal.width))
    if bad > 0 { throw CommandFailure(.failed, "\(bad) bad rows were left out") }
  }
}
