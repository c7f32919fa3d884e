import RefusalLog
import Taxonomy
import Testing

@Suite struct RecordQueueTests {
  private static func queue(_ change: (inout RecordLimits) -> Void = { _ in }) -> RecordQueue {
    var limits = RecordLimits()
    change(&limits)
    return RecordQueue(limits: limits)
  }

  private static func entry(_ number: UInt64) -> PendingRecord { PendingRecord(.sample(number)) }

  private static func traffic(_ model: String, hour: Int64 = 1) -> TrafficKey {
    TrafficKey(
      milliseconds: hour * 3_600_000, app: "a", model: model, policy: "p", outcome: .allowed, isPromptSafe: true)
  }

  /// What the wake-up of `effects` gives.
  private static func wake(
    _ queue: inout RecordQueue, _ effects: RecordQueue.Effects
  ) throws -> (batch: RecordBatch?, effects: RecordQueue.Effects) {
    let wake = try #require(effects.wake)
    return queue.woken(wake)
  }

  /// Submits and goes to the first batch.
  private static func start(_ queue: inout RecordQueue, _ numbers: Range<UInt64>) throws -> RecordBatch {
    var first: RecordQueue.Effects?
    for number in numbers {
      let (isAccepted, effects) = queue.submit(entry(number))
      #expect(isAccepted)
      if first == nil { first = effects }
    }
    let wake = try #require(first?.wake)
    #expect(first?.delay == .zero, "an idle writer writes at once")
    return try #require(queue.woken(wake).batch)
  }

  @Test("an idle writer is woken once, at once, and takes what has come by then")
  func firstBatch() throws {
    var queue = Self.queue()
    let batch = try Self.start(&queue, 0..<3)
    #expect(batch.records.map { $0.record.milliseconds } == [0, 1, 2])
    #expect(queue.phase == .writing)
    #expect(queue.snapshot().queueDepth == 3, "what is being written still counts as waiting")
  }

  @Test("after a batch the next one gathers, and only then is the writer idle")
  func gathers() throws {
    var queue = Self.queue()
    _ = try Self.start(&queue, 0..<1)
    #expect(queue.submit(Self.entry(5)).effects.wake == nil)
    let effects = queue.wrote(AppendOutcome(written: 1))
    #expect(effects.delay == .milliseconds(20))
    #expect(queue.submit(Self.entry(6)).effects.wake == nil, "the wake-up that is set will do")
    let second = try #require(Self.wake(&queue, effects).batch)
    #expect(second.records.count == 2)
    let rest = queue.wrote(AppendOutcome(written: 2))
    #expect(try Self.wake(&queue, rest).batch == nil)
    #expect(queue.phase == .idle)
    #expect(queue.snapshot().written == 3)
    #expect(queue.snapshot().queueBytes == 0)
  }

  @Test("a full batch does not wait for the gathering to end, and the overtaken wake-up does nothing")
  func fullBatchHurries() throws {
    var queue = Self.queue { $0.batch = 2 }
    _ = try Self.start(&queue, 0..<1)
    let gather = try #require(queue.wrote(AppendOutcome(written: 1)).wake)
    #expect(queue.submit(Self.entry(1)).effects.wake == nil)
    let hurried = queue.submit(Self.entry(2)).effects
    #expect(hurried.delay == .zero)
    #expect(queue.woken(gather).batch == nil)
    #expect(try Self.wake(&queue, hurried).batch?.records.count == 2)
    #expect(queue.woken(gather).batch == nil, "nor while another batch is being written")
  }

  @Test("a batch has its limit in records and in bytes, and one record always fits")
  func batchLimits() throws {
    var byCount = Self.queue { $0.batch = 4 }
    #expect(try Self.start(&byCount, 0..<9).records.count == 4)
    let next = byCount.wrote(AppendOutcome(written: 4))
    #expect(next.delay == .zero, "a whole batch waits already")
    var byBytes = Self.queue { $0.batchBytes = 1 }
    #expect(try Self.start(&byBytes, 0..<9).records.count == 1)
  }

  @Test("a full queue refuses and counts, says so once, and says once that there is room again")
  func fullQueue() throws {
    var queue = Self.queue {
      $0.records = 4
      $0.batch = 2
    }
    _ = try Self.start(&queue, 0..<4)
    let first = queue.submit(Self.entry(9))
    #expect(!first.isAccepted)
    #expect(first.effects.events == [.queueFull(depth: 4)])
    let second = queue.submit(Self.entry(10))
    #expect(second.effects == .init(), "one line a change, not one a record")
    #expect(queue.snapshot().droppedQueueFull == 2)
    #expect(!queue.snapshot().isHealthy)
    #expect(queue.wrote(AppendOutcome(written: 2)).events == [.queueDrained(dropped: 2)])
    #expect(queue.snapshot().isHealthy)
    #expect(queue.submit(Self.entry(11)).isAccepted)
  }

  @Test("the queue's byte limit holds whatever the number of records")
  func byteLimit() {
    let size = Self.entry(0).bytes
    var queue = Self.queue { $0.bytes = size * 2 }
    #expect(queue.submit(Self.entry(0)).isAccepted)
    #expect(queue.submit(Self.entry(1)).isAccepted)
    #expect(!queue.submit(Self.entry(2)).isAccepted)
    #expect(queue.snapshot().queueBytes == size * 2)
  }

  @Test("a failed batch stays first in line, with pauses that double up to their limit, and is logged once")
  func retries() throws {
    var queue = Self.queue {
      $0.firstRetry = .seconds(1)
      $0.lastRetry = .seconds(5)
    }
    var batch = try Self.start(&queue, 0..<2)
    var delays: [Duration] = []
    var events: [RecordEvent] = []
    for _ in 0..<5 {
      let effects = queue.failed("disk full")
      delays.append(effects.delay)
      events += effects.events
      #expect(queue.submit(Self.entry(50)).effects.wake == nil, "new records wait for the retry")
      batch = try #require(Self.wake(&queue, effects).batch)
      #expect(batch.records.first?.record.milliseconds == 0)
    }
    #expect(delays == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
    #expect(events == [.failing("disk full")])
    #expect(!queue.snapshot().isHealthy)
    #expect(queue.snapshot().failures == 5)
    #expect(batch.records.count == 2 && batch.number == 1, "the same batch under the same number")
    let recovered = queue.wrote(AppendOutcome(written: 2))
    #expect(recovered.events == [.recovered(failures: 5)])
    #expect(queue.snapshot().isHealthy)
    #expect(queue.snapshot().lastError == "disk full")
    #expect(queue.snapshot().written == 2)
    let next = try #require(Self.wake(&queue, recovered).batch)
    #expect(next.records.count == 5 && next.number == 2, "what came meanwhile")
  }

  @Test("records that the schema refuses are lost and counted, and hold nothing up")
  func rejected() throws {
    var queue = Self.queue()
    _ = try Self.start(&queue, 0..<3)
    let effects = queue.wrote(AppendOutcome(written: 1, duplicates: 1, rejected: 1))
    #expect(effects.events == [.rejected(records: 1)])
    let counters = queue.snapshot()
    #expect((counters.written, counters.duplicates, counters.droppedFailed) == (1, 1, 1))
    #expect(counters.queueDepth == 0)
    #expect(queue.hasSettled(queue.accepted))
  }

  @Test("counts alone wait for the traffic delay; a record takes them along at once")
  func trafficWaits() throws {
    var queue = Self.queue()
    let effects = queue.submit([Self.traffic("m"): 2])
    #expect(effects.delay == .seconds(1))
    #expect(queue.submit([Self.traffic("m"): 3]).wake == nil)
    let record = queue.submit(Self.entry(0)).effects
    #expect(record.delay == .zero)
    let batch = try #require(Self.wake(&queue, record).batch)
    #expect(batch.traffic == [Self.traffic("m"): 5])
    _ = queue.submit([Self.traffic("m"): 1])
    let gathered = queue.wrote(AppendOutcome(written: 1, requests: 5))
    let later = try Self.wake(&queue, gathered)
    #expect(later.batch == nil)
    #expect(later.effects.delay == .seconds(1), "counts alone are not worth a transaction every 20 ms")
    #expect(try Self.wake(&queue, later.effects).batch?.traffic == [Self.traffic("m"): 1])
    #expect(queue.snapshot().requestsCounted == 5)
  }

  @Test("a failed batch keeps its counts, and those that came meanwhile are another's: it may be in the database")
  func failedTraffic() throws {
    var queue = Self.queue()
    _ = queue.submit([Self.traffic("m"): 2])
    _ = try Self.start(&queue, 0..<1)
    _ = queue.submit([Self.traffic("m"): 4])
    let wake = try #require(queue.failed("busy").wake)
    let again = try #require(queue.woken(wake).batch)
    #expect(again.traffic == [Self.traffic("m"): 2] && again.number == 1)
    let effects = queue.wrote(AppendOutcome(written: 1, requests: 2))
    let gathered = try Self.wake(&queue, effects).effects
    let next = try #require(Self.wake(&queue, gathered).batch)
    #expect(next.traffic == [Self.traffic("m"): 4] && next.number == 2)
  }

  @Test("an abandoned queue counts a failed batch's requests as given up, too")
  func abandonedTraffic() throws {
    var queue = Self.queue()
    _ = queue.submit([Self.traffic("m"): 2])
    _ = try Self.start(&queue, 0..<1)
    _ = queue.submit([Self.traffic("m"): 4])
    _ = queue.failed("busy")
    #expect(queue.abandon().events == [.abandoned(records: 1, requests: 6)])
    #expect(queue.hasSettled(queue.accepted))
  }

  @Test("model names that clients make up cannot grow an hour's counts without bound")
  func trafficSeries() throws {
    var queue = Self.queue { $0.trafficSeries = 10 }
    for number in 0..<1_000 { _ = queue.submit([Self.traffic("made-up-\(number)"): 1]) }
    let batch = try Self.start(&queue, 0..<1)
    #expect(batch.traffic.count == 11)
    #expect(batch.traffic.values.reduce(0, +) == 1_000, "every request is counted somewhere")
    #expect(batch.traffic[Self.traffic("(other)")] == 990)
    _ = queue.submit([Self.traffic("new", hour: 2): 1])
    let wake = try #require(queue.wrote(AppendOutcome(written: 1, requests: 1_000)).wake)
    let slow = try #require(queue.woken(wake).effects.wake)
    #expect(queue.woken(slow).batch?.traffic == [Self.traffic("new", hour: 2): 1], "the next hour has room again")
  }

  @Test("a flush hurries what gathers, but not a retry")
  func hurry() throws {
    var queue = Self.queue()
    _ = try Self.start(&queue, 0..<1)
    _ = queue.submit(Self.entry(1))
    #expect(queue.hurry() == .init(), "the batch at the database has to end first")
    let next = queue.wrote(AppendOutcome(written: 1))
    #expect(next.delay == .zero)
    _ = try Self.wake(&queue, next)
    _ = queue.failed("disk full")
    #expect(queue.hurry() == .init())
    var gathering = Self.queue()
    _ = try Self.start(&gathering, 0..<1)
    _ = gathering.wrote(AppendOutcome(written: 1))
    #expect(gathering.hurry().delay == .zero)
  }

  @Test("a closed queue takes nothing and writes what it has; an abandoned one drops and counts it")
  func closing() throws {
    var queue = Self.queue { $0.batch = 2 }
    _ = try Self.start(&queue, 0..<5)
    queue.close()
    #expect(!queue.submit(Self.entry(9)).isAccepted)
    #expect(queue.snapshot().droppedQueueFull == 1)
    #expect(!queue.snapshot().isHealthy)
    let abandoned = queue.abandon()
    #expect(abandoned.events == [.abandoned(records: 3, requests: 0)], "two are at the database still")
    #expect(queue.snapshot().queueDepth == 2)
    let failed = queue.failed("disk full")
    #expect(failed.wake == nil, "no retry after the shutdown")
    #expect(failed.events == [.abandoned(records: 2, requests: 0)])
    #expect(queue.snapshot().droppedFailed == 5)
    #expect(queue.hasSettled(queue.accepted))
    #expect(queue.snapshot().queueBytes == 0)
  }

  @Test("whatever happens, every record accepted is written, rejected, or still waiting", arguments: 0..<20)
  func conservation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var queue = Self.queue {
      $0.records = 40
      $0.batch = 7
      $0.batchBytes = 4_000
    }
    var wakes: [RecordQueue.Wake] = []
    var accepted = 0
    var written: [Int64] = []
    var inFlight: RecordBatch?
    for number in 0..<UInt64(3_000) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        let (isAccepted, effects) = queue.submit(Self.entry(number))
        if isAccepted { accepted += 1 }
        if let wake = effects.wake { wakes.append(wake) }
      case 5..<8:
        guard inFlight == nil, let wake = wakes.randomElement(using: &random) else { continue }
        let (batch, effects) = queue.woken(wake)
        if let wake = effects.wake { wakes.append(wake) }
        inFlight = batch
      case 8:
        guard let batch = inFlight else { continue }
        inFlight = nil
        written += batch.records.map { $0.record.milliseconds }
        if let wake = queue.wrote(AppendOutcome(written: batch.records.count)).wake { wakes.append(wake) }
      default:
        guard inFlight != nil else { continue }
        inFlight = nil
        if let wake = queue.failed("busy").wake { wakes.append(wake) }
      }
      #expect(accepted == written.count + queue.snapshot().queueDepth)
    }
    #expect(written == written.sorted(), "records are written in their order")
    #expect(Set(written).count == written.count, "and once")
    #expect(written.count == queue.snapshot().written)
    #expect(!written.isEmpty)
  }
}
