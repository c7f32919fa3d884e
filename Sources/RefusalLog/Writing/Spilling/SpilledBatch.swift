import Taxonomy

/// A batch as it stands in the spill file: how many counts, the counts, how many records, the records.
package struct SpilledBatch {
  package var mark: BatchMark
  package var records: [RefusalRecord]
  package var traffic: [TrafficKey: Int]
  /// Records that could not be read back, as those of a later version may be.
  package var unreadable = 0

  package init(mark: BatchMark, records: [RefusalRecord], traffic: [TrafficKey: Int]) {
    self.mark = mark
    self.records = records
    self.traffic = traffic
  }

  /// Reads a frame back. A record that is none of this version's is counted and passed over.
  package init(_ frame: SpillFrame) {
    self.init(mark: frame.mark, records: [], traffic: [:])
    var reader = SpillBytesReader(frame.payload[...])
    do throws(SpillBytesReader.Unreadable) {
      for _ in 0..<max(0, try reader.int()) { try take(count: try reader.slice()) }
      for _ in 0..<max(0, try reader.int()) { take(record: try reader.slice()) }
    } catch {
      // The sum is right, so that these are bytes of another version altogether.
      unreadable = max(0, frame.records - records.count)
    }
  }

  package func frame() -> SpillFrame {
    var out = SpillBytes()
    out.put(traffic.count)
    for (key, requests) in traffic {
      var count = SpillBytes()
      count.put(Int(key.hour))
      count.put(key.app)
      count.put(key.model)
      count.put(key.policy)
      count.put(key.outcome)
      count.put(key.isPromptSafe)
      count.put(requests)
      out.put(count)
    }
    out.put(records.count)
    for record in records { out.put(record.spillBytes) }
    return SpillFrame(mark: mark, records: records.count, payload: out.bytes)
  }

  private mutating func take(count bytes: ArraySlice<UInt8>) throws(SpillBytesReader.Unreadable) {
    var reader = SpillBytesReader(bytes)
    let hour = Int64(try reader.int())
    let (app, model, policy) = (try reader.string(), try reader.string(), try reader.string())
    var key = TrafficKey(
      milliseconds: 0, app: app, model: model, policy: policy, outcome: try reader.value(),
      isPromptSafe: try reader.bool())
    key.hour = hour
    let requests = try reader.int()
    guard requests > 0, requests < 1 << 50 else { throw SpillBytesReader.Unreadable() }
    traffic[key, default: 0] += requests
  }

  private mutating func take(record bytes: ArraySlice<UInt8>) {
    do throws(SpillBytesReader.Unreadable) {
      records.append(try RefusalRecord(spillBytes: bytes))
    } catch {
      unreadable += 1
    }
  }
}
