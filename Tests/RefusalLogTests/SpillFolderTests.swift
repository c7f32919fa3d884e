import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct SpillFolderTests {
  private static let source = String(repeating: "a", count: BatchMark.sourceLength)

  /// Opens the folder of a process that is gone. A child that another test starts at this moment may have the lock
  /// until it is a program of its own.
  private static func folder(in folder: TemporaryFolder, capacity: Int = 64 << 20) throws -> SpillFolder {
    let path = folder.path + "/" + SpillFolder.name
    for _ in 0..<10_000 {
      if let opened = try? SpillFolder(path: path, capacity: capacity) { return opened }
      sched_yield()
    }
    return try SpillFolder(path: path, capacity: capacity)
  }

  private static func batch(_ number: UInt64, records: Int = 1, text: String = "how do I kill it") -> SpilledBatch {
    let first = number * 1_000
    return SpilledBatch(
      mark: BatchMark(source: source, number: number),
      records: (0..<UInt64(records)).map { .sample(first + $0, prompt: text) },
      traffic: [
        TrafficKey(
          milliseconds: Int64(number) * 3_600_000, app: "a\"\n", model: "m", policy: "p", outcome: .allowed,
          isPromptSafe: number.isMultiple(of: 2)): Int(number)
      ])
  }

  private static func drain(_ folder: SpillFolder) throws -> [SpilledBatch] {
    var batches: [SpilledBatch] = []
    while let frame = try folder.first() {
      batches.append(SpilledBatch(frame))
      folder.take()
    }
    return batches
  }

  /// The one file of a folder that was closed.
  private static func file(in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/" + SpillFolder.name
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".spill") }
    try #require(names.count == 1)
    return path + "/" + names[0]
  }

  private static func fill(_ temporary: TemporaryFolder, _ batches: [SpilledBatch]) throws {
    let folder = try folder(in: temporary)
    for batch in batches { try folder.append(batch.frame()) }
  }

  @Test("a batch comes out as it went in, whatever it holds, also after a restart")
  func roundTrip() throws {
    let temporary = try TemporaryFolder()
    var hostile = RefusalRecord.retried(7)
    hostile.prompt = "line\nfeed, \u{2028}, \u{85}, \"quotes\\, \u{1}, 🙂, \u{202E}, \u{FEFF}EKs1"
    hostile.app = "EKs1\u{7F}"
    hostile.categories = ["hate": 0.1, "weapons": 1e-300, "cyber": 1]
    var batch = Self.batch(1)
    batch.mark = BatchMark(source: Self.source, number: .max)
    batch.records = [hostile, .bare(8), .sample(9)]
    batch.traffic[
      TrafficKey(
        milliseconds: 0, app: "", model: nil, policy: "🙂", outcome: .clientGone, isPromptSafe: false)] = 3
    try Self.fill(temporary, [batch, Self.batch(2, records: 0)])
    let folder = try Self.folder(in: temporary)
    #expect(folder.records == 3)
    let found = try Self.drain(folder)
    #expect(found.map(\.records) == [batch.records, []])
    #expect(found.map(\.traffic) == [batch.traffic, Self.batch(2).traffic])
    #expect(found.map(\.mark) == [batch.mark, Self.batch(2).mark])
    #expect(found.allSatisfy { $0.unreadable == 0 })
    #expect(folder.records == 0 && folder.bytes == 0)
  }

  @Test("a record with a word of a later version costs itself alone, and any bytes at all are read without a crash")
  func unreadable() throws {
    var batch = Self.batch(1, records: 3)
    batch.records[1].verdict = .guardCut
    let frame = batch.frame()
    let word = [UInt8](Verdict.guardCut.rawValue.utf8)
    let place = try #require(frame.payload.indices.first { frame.payload[$0...].starts(with: word) })
    var payload = frame.payload
    payload[place] = UInt8(ascii: "x")
    let found = SpilledBatch(SpillFrame(mark: frame.mark, records: 3, payload: payload))
    #expect(found.unreadable == 1 && found.traffic == batch.traffic)
    #expect(found.records == [batch.records[0], batch.records[2]])
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      var bytes = frame.payload.prefix(Int.random(in: 0...frame.payload.count, using: &random))
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let damaged = SpilledBatch(SpillFrame(mark: frame.mark, records: 3, payload: Array(bytes)))
      #expect(damaged.records.count + damaged.unreadable <= 3 || damaged.records.count <= 3)
    }
  }

  @Test("a file that ends at any byte gives every batch that is whole, and calls nothing damage")
  func tornAnywhere() throws {
    let temporary = try TemporaryFolder()
    let batches = (1...3).map { Self.batch($0, records: Int($0) - 1, text: "x") }
    let ends = batches.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.frame().bytes.count) }
    try Self.fill(temporary, batches)
    let file = try Self.file(in: temporary)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    #expect(whole.count == ends.last)
    for length in stride(from: 0, through: whole.count, by: 7) {
      try whole.prefix(length).write(to: URL(fileURLWithPath: file))
      let folder = try Self.folder(in: temporary)
      let expected = ends.dropFirst().count { $0 <= length }
      #expect(try Self.drain(folder).map(\.mark.number) == (0..<expected).map { UInt64($0) + 1 }, "cut at \(length)")
      #expect(folder.damagedFiles == 0)
    }
    // A power loss may leave the length and not the bytes.
    try (whole + Data(count: 5_000)).write(to: URL(fileURLWithPath: file))
    let folder = try Self.folder(in: temporary)
    #expect(try Self.drain(folder).count == 3)
    #expect(folder.damagedFiles == 0)
  }

  @Test("a byte that the disk changed costs its own batch alone, and the file is kept for a person", arguments: 0..<40)
  func changedByte(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let temporary = try TemporaryFolder()
    let batches = (1...4).map { Self.batch($0, records: 2) }
    try Self.fill(temporary, batches)
    let file = try Self.file(in: temporary)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let position = Int.random(in: 0..<bytes.count, using: &random)
    bytes[position] ^= UInt8.random(in: 1...255, using: &random)
    try bytes.write(to: URL(fileURLWithPath: file))
    let ends = batches.reduce(into: [Int]()) { $0.append(($0.last ?? 0) + $1.frame().bytes.count) }
    let hit = ends.firstIndex { position < $0 } ?? 0
    let folder = try Self.folder(in: temporary)
    let found = try Self.drain(folder)
    #expect(found.map(\.mark.number) == (1...4).filter { $0 != UInt64(hit) + 1 })
    // What stands last could as well be torn.
    #expect(folder.damagedFiles == (hit == 3 ? 0 : 1))
    #expect((folder.bytes > 0) == (hit != 3), "a kept file takes its room")
  }

  @Test("no more bytes than allowed, and room again once batches are done with")
  func capacity() throws {
    let temporary = try TemporaryFolder()
    let size = (1...3).reduce(0) { $0 + Self.batch($1).frame().bytes.count }
    let folder = try Self.folder(in: temporary, capacity: size)
    for number in 1...3 { try folder.append(Self.batch(UInt64(number)).frame()) }
    #expect(throws: RefusalLogError.unusableSpill("its \(size) bytes are full")) {
      try folder.append(Self.batch(4).frame())
    }
    #expect(folder.bytes == size)
    #expect(try Self.drain(folder).count == 3)
    try folder.append(Self.batch(5).frame())
    #expect(try Self.drain(folder).map(\.mark.number) == [5])
  }

  @Test("a second process does not get the folder, and gets it when the first is gone")
  func locked() throws {
    let temporary = try TemporaryFolder()
    var first: SpillFolder? = try Self.folder(in: temporary)
    try first?.append(Self.batch(1).frame())
    let path = temporary.path + "/" + SpillFolder.name
    #expect(throws: RefusalLogError.unusableSpill("another process has `\(path)`")) {
      try SpillFolder(path: path, capacity: 1 << 20)
    }
    first = nil
    #expect(try Self.drain(Self.folder(in: temporary)).count == 1)
  }

  @Test("first in, first out, through any turns of adding, taking and reopening", arguments: 0..<10)
  func turns(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let temporary = try TemporaryFolder()
    var folder: SpillFolder? = try Self.folder(in: temporary)
    var expected: [UInt64] = []
    var next: UInt64 = 1
    // Large enough for several files.
    let text = String(repeating: "x", count: 900_000)
    for _ in 0..<60 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0..<3:
        let isLarge = Bool.random(using: &random)
        try folder?.append(Self.batch(next, records: isLarge ? 3 : 1, text: isLarge ? text : "x").frame())
        expected.append(next)
        next += 1
      case 3, 4:
        let frame = try folder?.first()
        #expect(frame?.mark.number == expected.first)
        if frame != nil {
          folder?.take()
          expected.removeFirst()
        }
      default:
        folder = nil
        folder = try Self.folder(in: temporary)
        // What was taken out of a file that is still there comes again: its batches are known by their marks.
        var again: [UInt64] = []
        while let frame = try folder?.first(), frame.mark.number < expected.first ?? next {
          again.append(frame.mark.number)
          folder?.take()
        }
        #expect(again == again.sorted())
      }
    }
    #expect(try Self.drain(try #require(folder)).map(\.mark.number) == expected)
  }
}
