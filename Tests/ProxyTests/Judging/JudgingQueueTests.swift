import NIOCore
import Proxy
import Taxonomy
import Testing

@Suite struct JudgingQueueTests {
  private typealias Queue = JudgingQueue<Int, Int>

  private static func owner(_ number: Int) -> DecisionID {
    DecisionID(milliseconds: 1, random: (0, UInt64(number)))
  }

  private static func time(_ nanoseconds: Int) -> NIODeadline { .uptimeNanoseconds(UInt64(nanoseconds)) }

  private static func queue(units: Int = 100, bytes: Int = 1 << 20) -> Queue {
    Queue(limits: .init(units: units, bytes: bytes))
  }

  /// Submits units of the given sizes and returns the number they will be answered under.
  private static func submit(
    _ sizes: [Int], of number: Int, to queue: inout Queue, at deadline: Int = 1000
  ) throws -> UInt64 {
    let admission = queue.submit(
      sizes.enumerated().map { ($0.offset, $0.element) }, of: owner(number), deadline: time(deadline))
    guard case .accepted(let submission) = admission else { throw NotAccepted(admission: "\(admission)") }
    return submission
  }

  private struct NotAccepted: Error { var admission: String }

  @Test("a submission is answered once, when its last unit is done, with the findings in the order of its units")
  func answers() throws {
    var queue = Self.queue()
    let submission = try Self.submit([10, 10, 10], of: 1, to: &queue)
    #expect(queue.unitCount == 3 && queue.byteCount == 30)
    let taken = (0..<3).compactMap { _ in queue.next() }
    #expect(taken.map(\.index) == [0, 1, 2] && queue.unitCount == 0 && queue.byteCount == 0)
    let answers = [2, 0, 1].map { queue.finish(submission, index: $0, with: 20 + $0) }
    #expect(answers[0] == nil && answers[1] == nil)
    #expect(answers[2]?.submission == submission && answers[2]?.findings == [20, 21, 22])
    let (next, deadline) = (queue.next(), queue.nextDeadline)
    #expect(queue.openCount == 0 && next == nil && deadline == nil)
  }

  @Test("owners take turns, however many units one of them has")
  func roundRobin() throws {
    var queue = Self.queue()
    _ = try Self.submit(Array(repeating: 1024, count: 20), of: 1, to: &queue)
    _ = try Self.submit([1024, 1024], of: 2, to: &queue)
    let last = try Self.submit([1024], of: 3, to: &queue)
    let order = (0..<6).compactMap { _ in queue.next()?.submission }
    #expect(order == [1, 2, last, 1, 2, 1])
  }

  @Test("a turn is so many bytes: short units go together, and a long one waits for as many turns as it is worth")
  func bytesCount() throws {
    var queue = Self.queue()
    _ = try Self.submit([3000], of: 1, to: &queue)
    _ = try Self.submit(Array(repeating: 500, count: 8), of: 2, to: &queue)
    let order = (0..<9).compactMap { _ in queue.next()?.submission }
    // Three turns of 1024 bytes each are 3000 bytes of the one and two, two and two texts of the other.
    #expect(order == [2, 2, 2, 2, 1, 2, 2, 2, 2])
  }

  @Test("a text of megabytes alone is begun at once")
  func longAlone() throws {
    var queue = Self.queue(bytes: 1 << 30)
    let submission = try Self.submit([64 << 20], of: 1, to: &queue)
    let next = queue.next()
    #expect(next?.submission == submission)
  }

  @Test(
    "what does not fit is refused whole",
    arguments: [
      ([10], 4, 1000, true, "one of four"), ([10, 10], 4, 1000, false, "half of the units are too many for one owner"),
      ([10, 10], 8, 1000, true, "a quarter of the units"), ([251], 4, 1000, false, "more than a quarter of the bytes"),
      ([250], 4, 1000, true, "a quarter of the bytes"), ([0], 1, 1, true, "one fits into the smallest queue"),
    ])
  func admission(sizes: [Int], units: Int, bytes: Int, fits: Bool, reason: String) {
    var queue = Self.queue(units: units, bytes: bytes)
    let admission = queue.submit(sizes.map { (0, $0) }, of: Self.owner(1), deadline: Self.time(1))
    #expect((admission != .tooLarge) == fits, "\(reason)")
    #expect(queue.unitCount == (fits ? sizes.count : 0), "\(reason)")
  }

  @Test("many owners fill the queue, and one more is refused until a thread has taken something")
  func full() throws {
    var queue = Self.queue(units: 4)
    for number in 0..<4 { _ = try Self.submit([1], of: number, to: &queue) }
    let refused = queue.submit([(0, 1)], of: Self.owner(9), deadline: Self.time(1))
    #expect(refused == .overloaded)
    _ = queue.next()
    _ = try Self.submit([1], of: 9, to: &queue)
  }

  @Test("at its deadline a submission is answered with what there is, and what waits of it is not begun")
  func expiry() throws {
    var queue = Self.queue()
    let late = try Self.submit([10, 10, 10], of: 1, to: &queue, at: 100)
    let other = try Self.submit([10], of: 2, to: &queue, at: 200)
    let deadline = queue.nextDeadline
    #expect(deadline == Self.time(100))
    let begun = [queue.next(), queue.next()].map { $0?.index }
    #expect(begun == [0, 1])
    let unfinished = queue.finish(late, index: 0, with: 7)
    let early = queue.expire(now: Self.time(99))
    #expect(unfinished == nil && early.isEmpty)
    let answers = queue.expire(now: Self.time(100))
    #expect(answers.map(\.submission) == [late] && answers.first?.findings == [7, nil, nil])
    #expect(queue.unitCount == 1 && queue.byteCount == 10)
    // The thread that is still at it comes too late.
    let tooLate = queue.finish(late, index: 1, with: 8)
    #expect(tooLate == nil && !queue.isOpen(late))
    let rest = [queue.next(), queue.next()].map { $0?.submission }
    let last = queue.nextDeadline
    #expect(rest == [other, nil] && last == Self.time(200))
  }

  @Test("a cancelled owner is never answered, and the others do not notice")
  func cancel() throws {
    var queue = Self.queue()
    let gone = [try Self.submit([10, 10], of: 1, to: &queue), try Self.submit([10], of: 1, to: &queue)]
    let stays = try Self.submit([10], of: 2, to: &queue)
    _ = queue.next()
    let cancelled = queue.cancel(Self.owner(1))
    #expect(cancelled.sorted() == gone && queue.unitCount == 1)
    let answer = queue.finish(gone[0], index: 0, with: 1)
    let rest = [queue.next(), queue.next()].map { $0?.submission }
    let again = queue.cancel(Self.owner(1))
    #expect(answer == nil && rest == [stays, nil] && again.isEmpty)
  }

  @Test("closing answers everything that is open and lets nothing in")
  func close() throws {
    var queue = Self.queue()
    let submissions = [try Self.submit([10, 10], of: 1, to: &queue), try Self.submit([10], of: 2, to: &queue)]
    _ = queue.next()
    let answers = queue.close()
    #expect(answers.map(\.submission) == submissions)
    let next = queue.next()
    let refused = queue.submit([(0, 1)], of: Self.owner(3), deadline: Self.time(1))
    #expect(next == nil && queue.openCount == 0 && refused == .closed)
  }

  @Test("earlier deadlines come first, whenever they came in")
  func deadlineOrder() throws {
    var queue = Self.queue(units: 1000)
    var generator = SplitMix(seed: 5)
    var expected: [(Int, UInt64)] = []
    for number in 0..<200 {
      let deadline = generator.below(50)
      expected.append((deadline, try Self.submit([1], of: number, to: &queue, at: deadline)))
    }
    expected.sort { $0 < $1 }
    let answers = queue.expire(now: Self.time(49))
    #expect(answers.map(\.submission) == expected.map(\.1))
  }
}
