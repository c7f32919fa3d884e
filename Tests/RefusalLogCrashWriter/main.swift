// A process that writes to a refusal log and says what is acknowledged, for tests that kill it or take its disk away.
// Arguments: `crash|spill|flap FOLDER FIRST`, `bursts FOLDER RECORDS`, `limited|limited-spill FOLDER BYTES`,
// `measure|spilling FOLDER RECORDS`, `reading|rush FOLDER RECORDS` (docs/refusal-log.md), or `server ADDRESS RECORDS`. FOLDER of
// `crash` may be a PostgreSQL server's address too.
// Except when measuring, record n has the id `DecisionID(milliseconds: n, random: (0, 0))`.
import Foundation

let arguments = CommandLine.arguments
switch arguments.count == 4 ? (arguments[1], UInt64(arguments[3])) : ("", nil) {
case ("crash", let first?):
  try await writeUntilKilled(folder: arguments[2], first: first)
case ("spill", let first?):
  try await spillUntilKilled(folder: arguments[2], first: first, flaps: false)
case ("flap", let first?):
  try await spillUntilKilled(folder: arguments[2], first: first, flaps: true)
case ("bursts", let records?):
  try await spillInBursts(folder: arguments[2], records: records)
case ("limited-spill", let bytes?):
  try await spillOverLimit(folder: arguments[2], bytes: bytes)
case ("limited", let bytes?):
  try await writeOverLimit(folder: arguments[2], bytes: bytes)
case ("measure", let records?):
  try measure(folder: arguments[2], records: records)
  try await measureWriter(folder: arguments[2], records: records)
  try measureGrouping(folder: arguments[2], records: records)
case ("server", let records?):
  try await measureServer(address: arguments[2], records: records)
case ("spilling", let records?):
  try measureSpill(folder: arguments[2], records: records)
case ("reading", let records?):
  try measureReading(folder: arguments[2], records: records)
case ("rush", let records?):
  try measureRush(folder: arguments[2], records: records)
default:
  FileHandle.standardError.write(
    Data(
      "usage: RefusalLogCrashWriter crash|spill|flap|bursts|limited|limited-spill|measure|spilling|reading|rush|server FOLDER NUMBER\n"
        .utf8))
  exit(2)
}
