import NIOCore
import Proxy
import Taxonomy
import Testing

/// Random runs against the promises of `JudgingQueue`: each names the seed that it fails with.
@Suite struct JudgingQueuePropertyTests {
  private typealias Queue = JudgingQueue<Int, Int>

  private static func owner(_ number: Int) -> DecisionID {
    DecisionID(milliseconds: 2, random: (0, UInt64(number)))
  }

  /// What the test knows of a submission.
  private struct Known {
    var owner: Int
    var deadline: Int
    var done: [Int: Int] = [:]
    var count: Int
  }

  @Test("nothing is lost, nothing is answered twice, and the bounds hold", arguments: 0..<40 as Range<UInt64>)
  func accounting(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let limits = (units: 4 + generator.below(60), bytes: 100 + generator.below(20_000))
    var queue = Queue(limits: .init(units: limits.units, bytes: limits.bytes))
    var open: [UInt64: Known] = [:]
    var running: [Queue.Assignment] = []
    var begun: Set<[UInt64]> = []
    var now = 0
    func check(_ answer: Queue.Answer) throws {
      let removed = open.removeValue(forKey: answer.submission)
      let known = try #require(removed, "seed \(seed): answered twice")
      #expect(answer.findings == (0..<known.count).map { known.done[$0] }, "seed \(seed)")
    }
    for _ in 0..<3000 {
      now += generator.below(3)
      switch generator.below(10) {
      case 0..<3:
        let sizes = (0...generator.below(4)).map { _ in generator.below(400) }
        let owner = generator.below(12)
        let deadline = now + 1 + generator.below(60)
        let admission = queue.submit(
          sizes.map { (0, $0) }, of: Self.owner(owner), deadline: .uptimeNanoseconds(UInt64(deadline)))
        if case .accepted(let number) = admission {
          open[number] = Known(owner: owner, deadline: deadline, count: sizes.count)
        }
      case 3..<6:
        if let unit = queue.next() {
          #expect(open[unit.submission] != nil, "seed \(seed): begun for nobody")
          let isNew = begun.insert([unit.submission, UInt64(unit.index)]).inserted
          #expect(isNew, "seed \(seed): begun twice")
          running.append(unit)
        }
      case 6..<9:
        if !running.isEmpty {
          let unit = running.remove(at: generator.below(running.count))
          open[unit.submission]?.done[unit.index] = now
          if let answer = queue.finish(unit.submission, index: unit.index, with: now) { try check(answer) }
        }
      default:
        if generator.below(4) == 0 {
          let owner = generator.below(12)
          let gone = queue.cancel(Self.owner(owner))
          #expect(Set(gone) == Set(open.filter { $0.value.owner == owner }.keys), "seed \(seed)")
          for number in gone { open[number] = nil }
        } else {
          let answers = queue.expire(now: .uptimeNanoseconds(UInt64(now)))
          let deadlines = answers.compactMap { open[$0.submission]?.deadline }
          #expect(deadlines == deadlines.sorted() && deadlines.allSatisfy { $0 <= now }, "seed \(seed)")
          for answer in answers { try check(answer) }
          #expect(!open.values.contains { $0.deadline <= now }, "seed \(seed): forgotten at its deadline")
        }
      }
      #expect(queue.unitCount <= limits.units && queue.byteCount <= limits.bytes, "seed \(seed)")
      #expect(queue.openCount == open.count, "seed \(seed)")
    }
    for answer in queue.close() { try check(answer) }
    #expect(open.isEmpty && queue.unitCount == 0 && queue.byteCount == 0, "seed \(seed)")
  }

  @Test(
    "while two owners have work waiting, neither gets more than a turn and two units ahead of the other",
    arguments: 0..<30 as Range<UInt64>)
  func fairness(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let owners = 2 + generator.below(6)
    // Each owner has units of its own kind: tiny ones, long ones, or all sorts.
    let largest = (0..<owners).map { _ in [100, 1000, 5000, 60_000][generator.below(4)] }
    var queue = Queue(limits: .init(units: 1 << 20, bytes: 1 << 40))
    var costs: [UInt64: [Int]] = [:]
    var ownerOf: [UInt64: Int] = [:]
    for owner in 0..<owners {
      let sizes = (0..<2000).map { _ in generator.below(largest[owner]) }
      let admission = queue.submit(
        sizes.map { (0, $0) }, of: Self.owner(owner), deadline: .uptimeNanoseconds(1))
      guard case .accepted(let number) = admission else {
        Issue.record("not accepted")
        return
      }
      costs[number] = sizes.map { max(64, $0) }
      ownerOf[number] = owner
    }
    var served = [Int](repeating: 0, count: owners)
    var left = [Int](repeating: 2000, count: owners)
    let most = 1024 + 2 * 60_000
    while left.allSatisfy({ $0 > 0 }) {
      let next = queue.next()
      let unit = try #require(next)
      let owner = try #require(ownerOf[unit.submission])
      served[owner] += costs[unit.submission]?[unit.index] ?? 0
      left[owner] -= 1
      let ahead = (served.max() ?? 0) - (served.min() ?? 0)
      #expect(ahead <= most, "seed \(seed): \(served)")
    }
  }

  @Test("however many new owners come, one with a backlog has its turn in every round")
  func starvation() throws {
    var queue = Queue(limits: .init(units: 1 << 20, bytes: 1 << 40))
    let old = queue.submit(
      (0..<10).map { _ in (0, 1024) }, of: Self.owner(0), deadline: .uptimeNanoseconds(1))
    guard case .accepted(let number) = old else {
      Issue.record("not accepted")
      return
    }
    var waited = 0
    var waits: [Int] = []
    for newcomer in 1...400 where waits.count < 10 {
      // Two come for each one that is served: the queue grows without end.
      for half in 0..<2 {
        _ = queue.submit([(0, 10)], of: Self.owner(newcomer * 2 + half), deadline: .uptimeNanoseconds(1))
      }
      let next = queue.next()
      if try #require(next).submission == number {
        waits.append(waited)
        waited = 0
      } else {
        waited += 1
      }
    }
    // A newcomer stands behind it, so it waits for those that came during the round before: each round twice the last.
    #expect(waits.count >= 7)
    for (before, after) in zip(waits.dropFirst(), waits.dropFirst(2)) { #expect(after <= 2 * before + 2) }
  }
}
