import Foundation
import GRDB
import RefusalLog
import Taxonomy
import Testing

/// Records that were acknowledged by the database or by the spill file are found after every end of the process.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SpillDurabilityTests {
  @Test("kill -9 while the database comes and goes loses nothing acknowledged, and counts nothing twice")
  func killed() async throws {
    let folder = try TemporaryFolder()
    // Each process numbers from its own start, far enough apart: on a busy machine one is killed after many thousands, and a
    // number that two of them use would look like a record that is counted twice.
    let apart: UInt64 = 1_000_000
    var random = SeededGenerator(seed: 20_26)
    var acknowledged: [Range<UInt64>] = []
    var spilled = 0
    for round in 0..<12 {
      let first = UInt64(round) * apart
      // A database that says it is away, and one that another process has locked.
      let flaps = round.isMultiple(of: 2)
      let child = try CrashWriter([flaps ? "flap" : "spill", folder.path, String(first)])
      var last = child.readLine()
      if !flaps {
        try folder.database().inTransaction(.immediate) { _ in
          for _ in 0..<Int.random(in: 0...8, using: &random) { last = child.readLine() ?? last }
          return .commit
        }
      }
      for _ in 0..<Int.random(in: 0...8, using: &random) { last = child.readLine() ?? last }
      last = child.kill() ?? last
      let counts = try #require(last).split(separator: " ").compactMap { UInt64($0) }
      try #require(counts.count == 3)
      try #require(counts[0] < apart / 2)
      acknowledged.append(first..<first + counts[0])
      spilled += Int(counts[1])
      // Every third process begins with what the ones before it left.
      guard round % 3 == 2 else { continue }
      let aftermath = try await SpillAftermath(folder.path, "round \(round)")
      for (number, range) in acknowledged.enumerated() { aftermath.expect(range, "round \(number) of \(round)") }
    }
    #expect(acknowledged.reduce(0) { $0 + $1.count } > 1_000, "the children were killed before they did anything")
    #expect(spilled > 300, "the database was never away")
  }

  @Test("a full disk, which stops the spill file too, is waited out; with room again everything taken is written")
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let child = try CrashWriter(["limited-spill", folder.path, String(400_000)])
    let failing = try #require(child.readLine())
    let recovered = try #require(child.readLine())
    #expect(child.waitForEnd() == 0)
    let taken = try #require(failing.firstMatch(of: /failing taken=(\d+) spilled=true healthy=false error=(.*)/))
    #expect(taken.2.contains("spill file"), "both are named: \(taken.2)")
    #expect(recovered == "recovered flushed=true written=\(taken.1) healthy=true")
    let store = try RefusalStore.reading(folder: folder.path)
    #expect(try store.count() == Int(taken.1))
    #expect(try await folder.database().read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }

  @Test(
    "a power cut at any moment, with what was not synced lost or torn, loses nothing acknowledged", arguments: 1...3)
  func powerCut(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let live = try TemporaryFolder()
    let root = URL(fileURLWithPath: live.path).resolvingSymlinksInPath().path
    let entries = try DiskRecorder().record(["bursts", root, "400"], below: root)
    let cuts = Set((0..<20).map { _ in Int.random(in: 0..<entries.count, using: &random) } + [entries.count - 1])
    var disk = SimulatedDisk(root: root)
    var most: UInt64 = 0
    for (index, entry) in entries.enumerated() {
      disk.take(entry)
      guard cuts.contains(index) else { continue }
      let image = try TemporaryFolder()
      try disk.cut(into: image.path, using: &random)
      let acknowledged = try disk.lastLine.map { try #require(UInt64($0)) } ?? 0
      let comment = Comment(rawValue: "cut after \(index) of \(entries.count), \(acknowledged) acknowledged")
      try await SpillAftermath(image.path, comment).expect(0..<acknowledged, comment)
      most = max(most, acknowledged)
    }
    #expect(most >= 400)
    let spill = entries.count { if case .open(_, let path) = $0 { path.hasSuffix(".spill") } else { false } }
    #expect(spill > 0, "the database was never away")
  }

  @Test("the simulation finds a writer that does not sync: what it checks can fail")
  func unsynced() throws {
    let path = "/disk/file"
    let entries: [DiskEntry] = [
      .open(file: 1, path: path), .syncFolder("/disk"), .write(file: 1, offset: 0, bytes: [1, 2, 3]), .say("3\n"),
    ]
    var lost = 0
    for seed in 0..<50 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      for isSynced in [false, true] {
        var disk = SimulatedDisk(root: "/disk")
        for entry in entries { disk.take(entry) }
        if isSynced { disk.take(.sync(file: 1)) }
        let image = try TemporaryFolder()
        try disk.cut(into: image.path, using: &random)
        let found = try Data(contentsOf: URL(fileURLWithPath: image.path + "/file"))
        #expect(disk.lastLine == "3" && (!isSynced || found == Data([1, 2, 3])))
        if found.isEmpty { lost += 1 }
      }
    }
    #expect((10...40).contains(lost))
  }
}
