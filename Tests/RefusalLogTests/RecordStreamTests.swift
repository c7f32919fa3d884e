import Foundation
import Logging
import RefusalLog
import Taxonomy
import Testing

@Suite struct RecordStreamTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static func limits(_ change: (inout RecordStream.Limits) -> Void = { _ in }) -> RecordStream.Limits {
    var limits = RecordStream.Limits()
    limits.patience = .seconds(60)
    limits.retry = .milliseconds(1)
    limits.drain = .seconds(60)
    change(&limits)
    return limits
  }

  private static func file(
    in folder: TemporaryFolder, bytes: Int = 1 << 20, files: Int = 3, logger: Logger = quiet
  ) -> RecordStream {
    RecordStream(
      .file(path: folder.path + "/records.jsonl", bytes: bytes, files: files), limits: limits(), logger: logger)
  }

  private static func lines(_ folder: TemporaryFolder, _ name: String = "records.jsonl") throws -> [Substring] {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n")
  }

  private static func write(_ stream: RecordStream, _ numbers: ClosedRange<Int>) {
    for number in numbers { stream.write([UInt8]("line \(number)\n".utf8), count: 1) }
  }

  @Test("every record is a line as exports have it, there before the database is asked, and once for all tries")
  func records() throws {
    let folder = try TemporaryFolder()
    let store = ForgetfulStorage(.down)
    let storage = StreamingStorage(store, stream: Self.file(in: folder))
    let records: [RefusalRecord] = [.sample(1, prompt: "two\nlines\u{2028}"), .retried(2), .bare(3)]
    let mark = BatchMark(source: BatchMark.randomSource(), number: 1)
    for _ in 0..<3 {
      #expect(throws: RefusalLogError.self) { try storage.append(records, traffic: [:], mark: mark) }
    }
    #expect(store.records.isEmpty)
    #expect(try Self.lines(folder).map(String.init) == records.map(\.jsonLine))
    store.mood = .up
    #expect(try storage.append(records, traffic: [:], mark: mark).written == 3)
    let next = BatchMark(source: mark.source, number: 2)
    #expect(try storage.append([.sample(4)], traffic: [:], mark: next).written == 1)
    #expect(try Self.lines(folder).count == 4)
    #expect(storage.backlog.stream?.lines == 4)
    storage.stop()
  }

  @Test("a file that is long enough gives way to a new one, and the oldest beyond the number goes")
  func rotates() throws {
    let folder = try TemporaryFolder()
    let stream = Self.file(in: folder, bytes: 70, files: 3)
    Self.write(stream, 1...50)
    stream.stop()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["records.jsonl", "records.jsonl.1", "records.jsonl.2"])
    let kept = try ["records.jsonl.2", "records.jsonl.1", "records.jsonl"].flatMap { try Self.lines(folder, $0) }
    #expect(kept == (50 - kept.count + 1...50).map { "line \($0)" }, "the newest, in their order")
    for name in names.dropFirst() {
      let size = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)).count
      #expect((70..<78).contains(size), "\(name) has \(size) bytes")
    }
    #expect(stream.counters.lines == 50)
  }

  @Test("one file that is kept begins anew, and what is not of the stream stays")
  func rotatesAlone() throws {
    let folder = try TemporaryFolder()
    #expect(FileManager.default.createFile(atPath: folder.path + "/records.jsonl.1", contents: Data("mine".utf8)))
    let stream = Self.file(in: folder, bytes: 70, files: 1)
    Self.write(stream, 1...50)
    stream.stop()
    #expect(try Self.lines(folder).last == "line 50")
    #expect(try Self.lines(folder).count <= 10)
    #expect(try Self.lines(folder, "records.jsonl.1") == ["mine"])
  }

  @Test("a file that somebody renames, deletes or empties is found again, without a signal")
  func renamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/records.jsonl"
    let stream = Self.file(in: folder)
    Self.write(stream, 1...2)
    try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/old")
    Self.write(stream, 3...4)
    #expect(try Self.lines(folder) == ["line 3", "line 4"])
    #expect(try Self.lines(folder, "old") == ["line 1", "line 2"])
    try FileManager.default.removeItem(atPath: path)
    Self.write(stream, 5...6)
    #expect(try Self.lines(folder) == ["line 5", "line 6"])
    #expect(truncate(path, 0) == 0)
    Self.write(stream, 7...7)
    #expect(try Self.lines(folder) == ["line 7"])
    stream.stop()
  }

  @Test("half a line that a killed process left gets its end, so that the next line is whole")
  func tornLine() throws {
    let folder = try TemporaryFolder()
    #expect(FileManager.default.createFile(atPath: folder.path + "/records.jsonl", contents: Data("{\"id\":\"01".utf8)))
    let stream = Self.file(in: folder)
    Self.write(stream, 1...2)
    stream.stop()
    #expect(try Self.lines(folder) == ["{\"id\":\"01", "line 1", "line 2"])
  }

  @Test("a file that cannot be written is tried again until it can, in order and without loss")
  func failing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/records.jsonl"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let lines = LogLines()
    let stream = RecordStream(
      .file(path: path, bytes: 1 << 20, files: 2), limits: Self.limits { $0.patience = .zero }, logger: lines.logger)
    Self.write(stream, 1...20)
    while stream.counters.failures < 3 { await Task.yield() }
    #expect(!stream.counters.isHealthy && stream.counters.lastError?.contains("open") == true)
    #expect(stream.counters.waiting == 20)
    try FileManager.default.removeItem(atPath: path)
    while stream.counters.waiting > 0 { await Task.yield() }
    #expect(try Self.lines(folder) == (1...20).map { "line \($0)" })
    #expect(stream.counters.isHealthy && stream.counters.dropped == 0)
    stream.stop()
    await lines.waitForLines(2)
    #expect(lines.all.count == 2, "one line as it begins and one as it ends: \(lines.all)")
  }

  @Test("a pipe that nobody reads holds nothing up: lines wait up to the bound, more are counted and lost")
  func unread() async throws {
    let pipe = Pipe()
    let stream = RecordStream(
      descriptor: pipe.fileHandleForWriting.fileDescriptor,
      limits: Self.limits {
        $0.bytes = 200_000
        $0.patience = .zero
      }, logger: Self.quiet)
    // A pipe takes 64 KiB by itself.
    let text = String(repeating: "x", count: 990)
    for number in 1000..<2000 { stream.write([UInt8]("\(number) \(text)\n".utf8), count: 1) }
    let stuck = stream.counters
    #expect(stuck.dropped > 600 && stuck.waitingBytes <= 200_000 && !stuck.isHealthy)
    var read = Data()
    while read.count < (stuck.lines + stuck.waiting) * 996 {
      read.append(pipe.fileHandleForReading.availableData)
    }
    while stream.counters.waiting > 0 { await Task.yield() }
    let lines = String(decoding: read, as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { $0.utf8.count == 995 }, "whole lines")
    let numbers = lines.compactMap { Int($0.prefix(4)) }
    #expect(numbers.count == 1000 - stuck.dropped && numbers == Set(numbers).sorted(), "in their order, each once")
    #expect(stream.counters.isHealthy && stream.counters.dropped == stuck.dropped)
    stream.stop()
  }

  @Test("a shutdown over a pipe that nobody reads ends at its limit and counts what is lost")
  func unreadShutdown() throws {
    // The stream's thread may still write when the pipe goes with this test.
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    let stream = RecordStream(
      descriptor: pipe.fileHandleForWriting.fileDescriptor,
      limits: Self.limits {
        $0.patience = .zero
        $0.drain = .milliseconds(1)
      }, logger: Self.quiet)
    for _ in 0..<100 { stream.write([UInt8](repeating: 10, count: 4096), count: 4096) }
    stream.stop()
    let counters = stream.counters
    #expect(counters.waiting == 0 && counters.dropped > 0)
    stream.write([10], count: 1)
    #expect(stream.counters.dropped == counters.dropped + 1, "nothing is taken after the end")
  }

  @Test("a writer in front of a stream and a spill file has all of it in the file, whatever the database does")
  func together() async throws {
    let folder = try TemporaryFolder()
    let store = ForgetfulStorage { attempt in attempt > 60 ? .up : ForgetfulStorage.Mood.allCases[attempt % 3] }
    var spill = SpillLimits()
    spill.firstRetry = .milliseconds(1)
    spill.lastRetry = .milliseconds(1)
    let spilling = SpillingStorage(store: store, folder: folder.path, limits: spill, logger: Self.quiet)
    let storage = StreamingStorage(spilling, stream: Self.file(in: folder, bytes: 50_000, files: 100))
    var limits = RecordLimits()
    limits.batch = 10
    let writer = RecordWriter(storage: storage, limits: limits, drainLimit: .seconds(60), logger: Self.quiet)
    for number in 0..<UInt64(400) { #expect(writer.submit(.sample(number))) }
    #expect(await writer.flush(within: .seconds(60)))
    while storage.backlog.records > 0 { await Task.yield() }
    await writer.stop()
    #expect(store.records.map(\.milliseconds) == Array(0..<400))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix("records.jsonl")
    }
    let decoder = JSONDecoder()
    let streamed = try names.flatMap { try Self.lines(folder, $0) }.map {
      try decoder.decode(RefusalRecord.self, from: Data($0.utf8)).milliseconds
    }
    #expect(names.count > 2 && streamed.sorted() == Array(0..<400))
  }
}
