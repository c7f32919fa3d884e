import Foundation
import Policy
import Synchronization
import Testing

@Suite struct PolicyReloaderTests {
  @Test("what was loaded at the start is not loaded again")
  func start() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    #expect(rig.settle() == .nothing)
    #expect(rig.settle() == nil)
    #expect(rig.revisions.generation == 0 && rig.revisions.statuses.first?.lastReload == nil)
  }

  @Test("a change is loaded, tested and swapped in once")
  func change() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    let before = rig.running
    try rig.folder.replace("one.yaml", ReloadRig.policy("b"))
    #expect(rig.look() == nil)
    #expect(rig.marker == "a")
    #expect(rig.look()?.outcome == .loaded)
    #expect(rig.marker == "b" && rig.revisions.generation == 1 && rig.testCount == 1)
    #expect(before.marker("one") == "a", "who holds a revision keeps it")
    let status = try #require(rig.revisions.statuses.first)
    #expect(status.revision == rig.running.revision && status.reloads == [.loaded: 1] && status.lastSuccess == 1_000)
    #expect(rig.settle() == nil)
  }

  @Test("identical bytes are no reload", arguments: [ReloadTrigger.signal, .request])
  func unchanged(trigger: ReloadTrigger) throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    try rig.folder.replace("one.yaml", ReloadRig.policy("a"))
    #expect(rig.settle() == .nothing, "a copy of the same bytes")
    #expect(rig.reloader.reload(trigger).outcome == .unchanged)
    #expect(rig.revisions.generation == 0 && rig.testCount == 0)
    #expect(rig.revisions.statuses.first?.reloads == [.unchanged: 1])
  }

  @Test(
    "every kind of file counts",
    arguments: [
      ("two.yaml", "name: two\n"), ("two.yml", "name: two\n"), ("lists/words.txt", "word\n"),
      ("one.test.yaml", "policy: one\ntests: [ { prompt: Hi, expect: allow } ]\n"),
    ])
  func everyFile(name: String, text: String) throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    try rig.folder.write(name, text)
    #expect(rig.settle()?.outcome == .loaded)
    try rig.folder.write(name, text + "# more\n")
    #expect(rig.settle()?.outcome == .loaded)
    try rig.folder.remove(name)
    #expect(rig.settle()?.outcome == .loaded)
    #expect(rig.revisions.generation == 3)
  }

  @Test(
    "other files do not count",
    arguments: [".one.yaml.swp", "one.yaml~", "#one.yaml#", "4913", "words.txt", "a/b.yaml"])
  func otherFile(name: String) throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    try rig.folder.write(name, "x")
    #expect(rig.settle() == nil)
  }

  @Test("files that do not parse change nothing, and each fault is said once with its place")
  func broken() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    try rig.folder.write("one.yaml", "name: one\nmoed: enforce\nprompt: 7\n")
    let ending = try #require(rig.settle())
    #expect(ending.outcome == .failed && ending.faults.count == 2, "\(ending)")
    #expect(ending.faults.first?.hasPrefix("\(rig.folder.path)/one.yaml:2:1: unknown key `moed`") == true)
    #expect(rig.marker == "a" && rig.revisions.generation == 0)
    #expect(rig.revisions.statuses.first?.hasFailed == true && rig.revisions.statuses.first?.lastSuccess == 0)
    #expect(rig.settle() == nil, "it is not tried every second")
    #expect(rig.reloader.reload(.request).outcome == .failed, "but whoever asks is told")
    try rig.folder.write("one.yaml", ReloadRig.policy("a"))
    #expect(rig.settle()?.outcome == .unchanged, "taken back: what runs is what is there")
    #expect(rig.revisions.statuses.first?.hasFailed == false)
  }

  @Test("policies that fail their own tests change nothing")
  func failingTests() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    rig.onTest { snapshot, _ in
      snapshot.marker("one") == "b"
        ? [PolicyFault(file: "one.yaml", line: 9, column: 5, message: "as scripted")] : []
    }
    try rig.folder.replace("one.yaml", ReloadRig.policy("b"))
    #expect(rig.settle()?.faults == ["one.yaml:9:5: as scripted"])
    #expect(rig.marker == "a")
    try rig.folder.replace("one.yaml", ReloadRig.policy("c"))
    #expect(rig.settle()?.outcome == .loaded)
    #expect(rig.marker == "c" && rig.revisions.statuses.first?.reloads == [.failed: 1, .loaded: 1])
  }

  @Test("a revision without the policy that decides is refused")
  func missingPolicy() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    try rig.folder.replace("one.yaml", ReloadRig.policy("b", name: "ones"))
    #expect(rig.settle()?.faults == ["\(rig.folder.path): no policy `one`; did you mean `ones`?"])
    #expect(rig.marker == "a")
  }

  @Test("a folder that is gone changes nothing until it is back")
  func missingFolder() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    let away = rig.folder.path + "-away"
    try FileManager.default.moveItem(atPath: rig.folder.path, toPath: away)
    #expect(rig.settle()?.faults == ["\(rig.folder.path): the folder of policies cannot be read"])
    #expect(rig.marker == "a")
    try FileManager.default.moveItem(atPath: away, toPath: rig.folder.path)
    #expect(rig.settle()?.outcome == .unchanged)
  }

  @Test("files that cannot be read are faults with their names")
  func unreadable() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    for (name, target) in [("gone.yaml", "nowhere"), ("device.yaml", "/dev/zero"), ("folder.yaml", "/")] {
      try FileManager.default.createSymbolicLink(
        atPath: rig.folder.path + "/" + name, withDestinationPath: target)
    }
    let path = rig.folder.path
    #expect(
      rig.settle()?.faults == [
        "\(path)/device.yaml: not a regular file", "\(path)/folder.yaml: not a regular file",
        "\(path)/gone.yaml: the link leads nowhere",
      ])
  }

  @Test("a reload gives up when its folder changes while its tests run, and the newer files are loaded")
  func superseded() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    let isFirst = Mutex(true)
    rig.onTest { [folder = rig.folder, reloader = rig.reloader] _, isWanted in
      guard
        isFirst.withLock({ value in
          defer { value = false }
          return value
        })
      else { return [] }
      #expect(isWanted())
      #expect(throws: Never.self) { try folder.replace("one.yaml", ReloadRig.policy("c")) }
      reloader.poll()
      #expect(isWanted(), "seen once only")
      reloader.poll()
      #expect(!isWanted())
      return [PolicyFault(file: "one.yaml", message: "given up in the middle")]
    }
    try rig.folder.replace("one.yaml", ReloadRig.policy("b"))
    #expect(rig.settle() == .givenUp)
    #expect(rig.marker == "a" && rig.revisions.statuses.first?.lastReload == nil)
    #expect(rig.look()?.outcome == .loaded)
    #expect(rig.marker == "c" && rig.testCount == 2)
  }

  @Test("looking while a request's reload tests the same files does not end it")
  func sameFilesAsRequest() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    rig.settle()
    rig.onTest { [reloader = rig.reloader] _, isWanted in
      for _ in 0..<3 { reloader.poll() }
      return isWanted() ? [] : [PolicyFault(file: "one.yaml", message: "given up")]
    }
    try rig.folder.replace("one.yaml", ReloadRig.policy("b"))
    #expect(rig.reloader.reload(.request).outcome == .loaded)
    #expect(rig.settle() == .nothing)
    #expect(rig.marker == "b" && rig.revisions.statuses.first?.reloads == [.loaded: 1])
  }

  @Test("a candidate is loaded beside the active revision, and a broken one leaves both as they are")
  func candidate() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")], role: .candidate)
    try rig.folder.write("one.yaml", "name: one\nx: 1\n")
    #expect(rig.reloader.reload(.start).outcome == .failed)
    #expect(rig.revisions.current.candidate == nil && rig.marker == "a")
    try rig.folder.write("one.yaml", ReloadRig.policy("b"))
    #expect(rig.settle()?.outcome == .loaded)
    let first = try #require(rig.revisions.current.candidate)
    #expect(first.marker("one") == "b" && rig.marker == "a")
    try rig.folder.write("one.yaml", "name: one\nprompt: broken\n")
    #expect(rig.settle()?.outcome == .failed)
    #expect(rig.revisions.current.candidate?.revision == first.revision)
    let statuses = rig.revisions.statuses
    #expect(statuses.map(\.role) == [.active, .candidate] && statuses.map(\.hasFailed) == [false, true])
    #expect(statuses[1].revision == first.revision)
  }

  @Test("a report holds no more faults than it may, and says how many there are")
  func manyFaults() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("a")])
    for index in 0..<150 { try rig.folder.write("bad-\(index).yaml", "name: x\(index)\nx: 1\n") }
    guard case .done(let report) = rig.reloader.reload(.signal) else { throw NotDone() }
    #expect(report.faults.count == ReloadReport.faultLimit && report.faultCount == 150)
  }

  private struct NotDone: Error {}
}
