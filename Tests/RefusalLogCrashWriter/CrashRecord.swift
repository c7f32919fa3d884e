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

  /// 20 to 200 made-up words, the same for the same number; `changed` puts another in the place of one of them.
  static func words(_ number: UInt64, changed: Bool) -> String {
    var state = number &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var words = (0..<20 + next() % 181).map { _ in "w\(String(next() % 50_000, radix: 26))" }
    if changed { words[words.count / 2] = "changed" }
    return words.joined(separator: " ")
  }

  /// One line to the test that started this process, unbuffered.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
