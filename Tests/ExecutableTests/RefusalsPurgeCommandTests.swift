import Foundation
import Proxy
import RefusalLog
import Taxonomy
import Testing
import evenkeel

@Suite struct RefusalsPurgeCommandTests {
  private let folder: TemporaryFolder
  private let store: RefusalStore
  private var data: String { folder.path + "/data" }

  /// Three records: of a user 100 days ago, of another yesterday, and of nobody now.
  init() throws {
    folder = try TemporaryFolder()
    store = try RefusalStore(folder: folder.path + "/data")
    let now = UInt64(Date().timeIntervalSince1970 * 1000)
    let records = [(100, "a1"), (1, "b2"), (0, nil)].enumerated().map { number, of in
      Self.record(UInt64(number), now - UInt64(of.0) * 86_400_000, user: of.1)
    }
    _ = try store.append(records, traffic: [:])
  }

  private static func record(_ number: UInt64, _ milliseconds: UInt64, user: String?) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: milliseconds, random: (number, number)), app: "web",
      endpoint: "/v1/chat/completions",
      model: "m", isStreamed: false, policy: PolicyReference(name: "balanced", revision: "abc"), classifier: "c@1",
      stage: .prompt, action: .refuse, verdict: .guardBlock,
      prompt: RecordedContent("prompt \(number)\u{1B}[2J", mode: .full), contentMode: .full, userKey: user)
  }

  private func refusals(_ arguments: String...) throws -> Binary.Run {
    try Binary.run(["refusals"] + arguments, environment: ["EVENKEEL_DATA": data])
  }

  @Test("deletes what is older or a user's, after saying what it would delete, while the log is open elsewhere")
  func purge() throws {
    #expect(try refusals("purge", "--older-than", "90d", "--dry-run").output == "1 records would be purged\n")
    #expect(try store.count() == 3)
    #expect(try refusals("list", "--json", "--user", "b2").output.split(separator: "\n").count == 1)
    #expect(
      try refusals("purge", "--older-than", "90d", "--user", "b2").output == "0 records purged\n", "both have to fit")
    #expect(try refusals("purge", "--older-than", "90d").output == "1 records purged\n")
    #expect(try refusals("purge", "--user", "b2").output == "1 records purged\n")
    #expect(try store.list(limit: 9).map(\.userKey) == [nil])
    #expect(try refusals("purge").code == 2, "never the whole log")
    #expect(try refusals("purge", "--app", "web").code == 2)
    #expect(try refusals("purge", "--user", "").code == 2)
  }

  @Test("finds a user by the name that its app gives it, where the proxy's secret is known")
  func userID() throws {
    #expect(try refusals("purge", "--user-id", "alice").code == 2, "whose alice?")
    let without = try refusals("purge", "--user-id", "alice", "--app", "web")
    #expect(without.code == 2 && without.errors.contains("user-key"), "nobody has made a secret")
    let secret = try folder.file("secret", "a secret of this deployment\n")
    let maker = try UserKeyFile(path: secret).maker()
    let now = UInt64(Date().timeIntervalSince1970 * 1000)
    let records = ["alice", "bob"].enumerated().map {
      Self.record(UInt64(20 + $0), now, user: maker.key(of: $1, app: "web"))
    }
    _ = try store.append(records, traffic: [:])
    let flags = ["purge", "--user-id", "alice", "--user-key-file", secret, "--app"]
    func run(_ app: String) throws -> String {
      try Binary.run(["refusals"] + flags + [app], environment: ["EVENKEEL_DATA": data]).output
    }
    #expect(try run("other") == "0 records purged\n", "another app's user of that name")
    #expect(try run("web") == "1 records purged\n")
    #expect(try store.list(limit: 9).compactMap(\.userKey).contains(maker.key(of: "bob", app: "web") ?? ""))
    #expect(try store.count() == 4)
  }

  @Test("prints the last records, then new ones as they come")
  func tail() throws {
    let process = Binary.process(
      ["refusals", "tail", "--lines", "1", "--count", "2"], environment: ["EVENKEEL_DATA": data])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
    var text = ""
    func read(lines: Int) {
      while text.split(separator: "\n").count < lines {
        let data = pipe.fileHandleForReading.availableData
        guard !data.isEmpty else { return }
        text += String(decoding: data, as: UTF8.self)
      }
    }
    read(lines: 1)
    _ = try store.append([Self.record(7, 7, user: nil), Self.record(8, 8, user: nil)], traffic: [:])
    read(lines: 3)
    process.waitUntilExit()
    watchdog.cancel()
    let lines = text.split(separator: "\n")
    #expect(process.terminationStatus == 0)
    #expect(lines.map { $0.contains("guard_block  web  balanced") } == [true, true, true], "\(text)")
    #expect(
      lines.map { $0.hasSuffix("prompt 2 [2J") } == [true, false, false] && lines.last?.contains("prompt 8") == true)
    #expect(try refusals("tail", "--lines", "2", "--count", "0", "--json").output.split(separator: "\n").count == 2)
  }
}
