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

  /// One line to the test that started this process, unbuffered.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
