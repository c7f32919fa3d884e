import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals review`.
struct RefusalsReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Say what you think of a record, or take the standing review back.",
    discussion: """
      Labels: false_refusal (help was withheld that should have been given), right_refusal, unsure. The types are \
      those of XSTest: why a safe prompt looks unsafe. Reviews are only ever added; `evenkeel refusals show` lists them all.

      With --group the label and the type go to all unreviewed records of the same group, too: those whose prompts are \
      the same or nearly so, as `evenkeel refusals queue` shows them. `--undo --group` takes back what was given together.
      """)

  @Argument(
    help: ArgumentHelp("The decision id, from the list or from the header x-evenkeel-decision.", valueName: "id"))
  var id: String

  @OptionGroup var place: DataOptions

  @Option(help: ArgumentHelp("\(ReviewLabel.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "label"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "XSTest's prompt type: \(XSTestType.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "type"))
  var type: String?

  @Option(help: "Why, in your words.")
  var note: String?

  @Option(
    help: ArgumentHelp(
      "The answer that should have been given, which exports train on; `-` reads it from stdin.", valueName: "text"))
  var answer: String?

  @Option(help: ArgumentHelp("Who you are. [default: the user's name]", valueName: "name"))
  var reviewer: String?

  @Flag(help: "Review, or take back, all of the record's group at once.")
  var group = false

  @Flag(help: "Take the standing review back; the one before it stands again.")
  var undo = false

  func validate() throws {
    if undo, label != nil || type != nil || note != nil || answer != nil {
      throw ValidationError("--undo takes no --label, --type, --note or --answer.")
    }
    guard undo || label != nil else { throw ValidationError("Give a --label, or --undo.") }
  }

  func run() throws {
    let name = reviewer ?? NSUserName()
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    var review: Review?
    if let label {
      let type: XSTestType? = if let type { try RefusalWord.parse(type, "type") } else { nil }
      review = Review(
        label: try RefusalWord.parse(label, "label"), type: type, reviewer: name, note: note, answer: try answerText(),
        milliseconds: now)
      if let note, note.utf8.count > Review.noteByteLimit {
        throw CommandFailure(.unusable, "`--note` takes at most \(Review.noteByteLimit) bytes")
      }
    }
    try place.changing { store in
      let record = try store.show(id)
      if let review {
        guard group else {
          try store.review(record.id, review)
          return print("\(record.id): \(review.label.rawValue)")
        }
        // What came since the last time belongs to its group, too.
        try store.groupNewRecords()
        let count = try store.reviewGroup(of: record.id, review)
        print("\(record.id): \(review.label.rawValue), \(count) records")
      } else if group {
        let count = try store.undoGroupReview(of: record.id, reviewer: name, milliseconds: now)
        print("\(record.id): taken back, \(count) records")
      } else {
        let standing = try store.undoReview(record.id, reviewer: name, milliseconds: now)
        print("\(record.id): taken back, \(standing.map { "\($0.label.rawValue) stands again" } ?? "no review stands")")
      }
    }
  }

  private func answerText() throws -> String? {
    guard let answer, answer == "-" else { return answer }
    let bytes = try FileHandle.standardInput.read(upToCount: RefusalRecord.contentByteLimit + 1) ?? Data()
    guard bytes.count <= RefusalRecord.contentByteLimit, let text = String(data: bytes, encoding: .utf8) else {
      throw CommandFailure(.unusable, "the answer is no UTF-8 text of at most \(RefusalRecord.contentByteLimit) bytes")
    }
    return text
  }
}
