import Foundation
import Logging
import RefusalLog
import Taxonomy

/// What both ways of writing have in common.
enum CrashRecord {
  static let logger = Logger(label: "crash-writer")

  static func numbered(_ number: UInt64) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: number, random: (0, 0)), app: "crash", endpoint: "/v1/chat/completions", model: "m",
      isStreamed: number.isMultiple(of: 2), policy: PolicyReference(name: "balanced", revision: "0123456789ab"),
      classifier: "test@1", stage: .prompt, action: .refuse, ruleIDs: ["harm"], verdict: .guardBlock, promptHarm: 0.9,
      prompt: RecordedContent(String(repeating: "prompt \(number) ", count: Int(number % 200)), mode: .full),
      contentMode: .full)
  }

  /// A record as a proxy would make it, with a random id at its time and a prompt of 100 to 2,000 bytes.
  static func measured(_ number: UInt64) -> RefusalRecord {
    var record = numbered(number)
    let mixed = number &* 0x9E37_79B9_7F4A_7C15
    record.id = DecisionID(milliseconds: 1_800_000_000_000 + number / 10, random: (mixed, mixed &* 31))
    record.prompt = String(repeating: "Would you explain it? ", count: 5 + Int(mixed >> 32 % 86))
    record.promptBytes = record.prompt?.utf8.count
    record.answer = "I can't help with that."
    record.answerBytes = 23
    record.categories = ["violent_crimes": 0.123456, "hate": 0.01]
    return record
  }

  /// One line to the test that started this process, unbuffered.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
