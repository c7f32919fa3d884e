import Foundation
import Taxonomy

/// A batch as it stands in the spill file: lines of JSON, the counts first and then a record a line, as exports have
/// them.
package struct SpilledBatch {
  package var mark: BatchMark
  package var records: [RefusalRecord]
  package var traffic: [TrafficKey: Int]
  /// Records that could not be read back.
  package var unreadable = 0

  /// One count. The names are those of the table `traffic`.
  private struct Count: Codable {
    var hour: Int64
    var app: String
    var model: String
    var policy: String
    var outcome: TrafficOutcome
    var is_prompt_safe: Bool
    var requests: Int
  }

  package init(mark: BatchMark, records: [RefusalRecord], traffic: [TrafficKey: Int]) {
    self.mark = mark
    self.records = records
    self.traffic = traffic
  }

  /// Reads a frame back. A line that is no record of this version is counted and passed over.
  package init(_ frame: SpillFrame) {
    mark = frame.mark
    records = []
    traffic = [:]
    let decoder = JSONDecoder()
    var lines = frame.payload.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if let first = lines.popFirst(), let counts = try? decoder.decode([Count].self, from: Data(first)) {
      for count in counts {
        var key = TrafficKey(
          milliseconds: 0, app: count.app, model: count.model, policy: count.policy, outcome: count.outcome,
          isPromptSafe: count.is_prompt_safe)
        key.hour = count.hour
        traffic[key, default: 0] += count.requests
      }
    }
    records.reserveCapacity(lines.count)
    for line in lines where !line.isEmpty {
      if let record = try? decoder.decode(RefusalRecord.self, from: Data(line)) {
        records.append(record)
      } else {
        unreadable += 1
      }
    }
  }

  /// - Throws: where a count cannot be encoded, which none of ours can.
  package func frame() throws(RefusalLogError) -> SpillFrame {
    let counts = traffic.map { key, requests in
      Count(
        hour: key.hour, app: key.app, model: key.model, policy: key.policy, outcome: key.outcome,
        is_prompt_safe: key.isPromptSafe, requests: requests)
    }
    var payload: [UInt8]
    do {
      payload = [UInt8](try JSONEncoder().encode(counts))
    } catch {
      throw .unusableSpill("a batch cannot be encoded: \(error)")
    }
    for record in records {
      payload.append(UInt8(ascii: "\n"))
      payload += record.jsonLine.utf8
    }
    return SpillFrame(mark: mark, records: records.count, payload: payload)
  }
}
