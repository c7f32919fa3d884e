// Writes records until it is killed, and prints after each burst how many are acknowledged, one number a line.
// Arguments: data folder, number of the first record. Record n has the id `DecisionID(milliseconds: n, random: (0, 0))`.
import Foundation
import Logging
import RefusalLog
import Taxonomy

let arguments = CommandLine.arguments
guard arguments.count == 3, let first = UInt64(arguments[2]) else {
  FileHandle.standardError.write(Data("usage: RefusalLogCrashWriter FOLDER FIRST\n".utf8))
  exit(2)
}

func record(_ number: UInt64) -> RefusalRecord {
  RefusalRecord(
    id: DecisionID(milliseconds: number, random: (0, 0)), app: "crash", endpoint: "/v1/chat/completions", model: "m",
    isStreamed: number.isMultiple(of: 2), policy: PolicyReference(name: "balanced", revision: "0123456789ab"),
    classifier: "test@1", stage: .prompt, action: .refuse, ruleIDs: ["harm"], verdict: .guardBlock, promptHarm: 0.9,
    prompt: RecordedContent(String(repeating: "prompt \(number) ", count: Int(number % 200)), mode: .full),
    contentMode: .full)
}

let store = try RefusalStore(folder: arguments[1])
let writer = RecordWriter(store: store, logger: Logger(label: "crash-writer"))
var next = first
while true {
  for _ in 0..<UInt64.random(in: 1...700) {
    writer.submit(record(next))
    next += 1
  }
  let counters = writer.counters
  FileHandle.standardOutput.write(Data("\(counters.written)\n".utf8))
  // Well below the queue's limit: a dropped record would break the numbering.
  if counters.queueDepth > 4_000 { await writer.flush(within: .seconds(30)) }
}
