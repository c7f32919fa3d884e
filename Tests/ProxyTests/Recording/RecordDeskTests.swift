import Dispatch
import Logging
import NIOCore
import Proxy
import RefusalLog
import Synchronization
import Taxonomy
import Testing

@Suite(.timeLimit(.minutes(1))) struct RecordDeskTests {
  /// Keeps what is appended.
  private final class Shelf: RecordStorage {
    private let state = Mutex<[RefusalRecord]>([])

    var records: [RefusalRecord] { state.withLock { $0 }.sorted { $0.id.low < $1.id.low } }

    func append(
      _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
    ) throws(RefusalLogError) -> AppendOutcome {
      state.withLock { $0 += records }
      return AppendOutcome(written: records.count)
    }
  }

  private static func writer(_ shelf: Shelf) -> RecordWriter {
    RecordWriter(
      storage: shelf, limits: RecordLimits(), drainLimit: .seconds(5),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func capture(_ text: String, _ mode: ContentMode, _ redact: ContentRedacting? = nil) -> ContentCapture
  {
    var capture = ContentCapture(mode: mode, redact: redact)
    capture.append(text)
    return capture
  }

  private static func draft(_ number: UInt64, _ mode: ContentMode, _ redact: ContentRedacting? = nil) -> RecordDraft {
    let record = RefusalRecord(
      id: DecisionID(milliseconds: 1, random: (0, number)), app: "web", endpoint: "/", model: "m", isStreamed: false,
      policy: PolicyReference(name: "p", revision: "1"), classifier: "c", stage: .response, action: .allow,
      verdict: .exaggeratedRefusal, prompt: RecordedContent("raw", mode: .full), contentMode: mode,
      retry: RetriedAnswer(answer: RecordedContent("raw", mode: .full), isDelivered: true, milliseconds: 1))
    return RecordDraft(
      record, prompt: capture("Who?", mode, redact), answer: capture("Sorry.", mode, redact),
      secondAnswer: capture("It is I.", mode, redact))
  }

  @Test("fills in each text by its mode, and nothing else")
  func texts() async {
    let shelf = Shelf()
    let writer = Self.writer(shelf)
    let desk = RecordDesk(records: writer)
    desk.submit(Self.draft(1, .full))
    desk.submit(Self.draft(2, .none))
    desk.submit(Self.draft(3, .redacted) { text, _ in ([], text.utf8.count) })
    desk.submit(Self.draft(4, .redacted))
    await desk.settle()
    await writer.stop()
    let records = shelf.records
    #expect(records.map(\.prompt) == ["Who?", nil, "Who?", nil])
    #expect(records.map(\.answer) == ["Sorry.", nil, "Sorry.", nil])
    #expect(records.map(\.retry?.answer) == ["It is I.", nil, "It is I.", nil])
    #expect(records.allSatisfy { $0.promptBytes == 4 && $0.answerBytes == 6 && $0.retry?.answerBytes == 8 })
    #expect(desk.textsDropped == 0)
  }

  @Test("what is too much to be looked at, or comes too late, is recorded without its texts")
  func tooMuch() async {
    let shelf = Shelf()
    let writer = Self.writer(shelf)
    let desk = RecordDesk(records: writer, limit: 2, drainTime: .zero)
    let held = DispatchSemaphore(value: 0)
    let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
    desk.submit(
      Self.draft(1, .redacted) { text, _ in
        beginning.yield()
        held.wait()
        return ([], text.utf8.count)
      })
    for await _ in begun { break }
    let plain: ContentRedacting = { text, _ in ([], text.utf8.count) }
    desk.submit(Self.draft(2, .redacted, plain))
    desk.submit(Self.draft(3, .redacted, plain))
    desk.submit(Self.draft(4, .full))
    #expect(desk.textsDropped == 1, "the third, at once")
    async let drained: Void = desk.drain()
    // Three texts of the first.
    for _ in 0..<3 { held.signal() }
    await drained
    await writer.stop()
    let records = shelf.records
    #expect(
      records.map(\.prompt) == ["Who?", nil, nil, "Who?"] || records.map(\.prompt) == ["Who?", "Who?", nil, "Who?"])
    #expect(records.allSatisfy { $0.promptBytes == 4 })
    #expect(desk.textsDropped == records.count { $0.prompt == nil })
  }
}
