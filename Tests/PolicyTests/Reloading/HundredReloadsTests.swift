import Foundation
import Policy
import Testing

/// The ways in which files change under a running process, each a hundred times.
@Suite struct HundredReloadsTests {
  @Test("editors that rename into place")
  func renames() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("g0")])
    rig.settle()
    for index in 1...100 {
      try rig.folder.replace("one.yaml", ReloadRig.policy("g\(index)"))
      #expect(rig.settle()?.outcome == .loaded)
      #expect(rig.marker == "g\(index)")
    }
    #expect(rig.revisions.generation == 100)
  }

  @Test("a file that is written in two steps: its first half is never in force, whenever it is looked at")
  func halves() throws {
    let rig = try ReloadRig(["one.yaml": ReloadRig.policy("g0")])
    rig.settle()
    var generator = SeededGenerator(seed: 7)
    var failed = 0
    for index in 1...100 {
      let text = "# " + String(repeating: "\(index) ", count: index) + "\n" + ReloadRig.policy("g\(index)")
      // Cut within the last line's brackets, so that it does not parse.
      let cut = text.utf8.count - Int.random(in: 2...60, using: &generator)
      try rig.folder.write("one.yaml", String(decoding: Array(text.utf8.prefix(cut)), as: UTF8.self))
      let before = rig.marker
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        if let ending = rig.look() {
          #expect(ending.outcome == .failed && ending.faults.allSatisfy { $0.contains("one.yaml") })
          failed += 1
        }
        #expect(rig.marker == before)
      }
      try rig.folder.write("one.yaml", text)
      #expect(rig.settle()?.outcome == .loaded)
      #expect(rig.marker == "g\(index)")
    }
    #expect(failed > 20 && rig.revisions.generation == 100)
  }

  @Test("a mounted ConfigMap that is swapped as a whole, with files that come and go")
  func mounts() throws {
    func files(_ index: Int) -> [String: String] {
      var files = ["one.yaml": ReloadRig.policy("g\(index)"), "two.yaml": ReloadRig.policy("g\(index)", name: "two")]
      if index.isMultiple(of: 3) { files["three.yaml"] = ReloadRig.policy("g\(index)", name: "three") }
      return files
    }
    let rig = try ReloadRig(files(0), mounted: true)
    rig.settle()
    for index in 1...100 {
      try rig.folder.mount(files(index), generation: index)
      #expect(rig.settle()?.outcome == .loaded)
      #expect(rig.running.markers == ["g\(index)"] && rig.running.names.count == (index.isMultiple(of: 3) ? 3 : 2))
    }
    #expect(rig.revisions.generation == 100)
  }

  @Test("a link to the folder that is put over, as by tools that check out repositories")
  func links() throws {
    let place = try PolicyTestFolder()
    let link = place.path + "/current"
    for index in 0...1 { try place.write("\(index)/one.yaml", ReloadRig.policy("g\(index)")) }
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "0")
    let read = try PolicyFolderCopy.read(link)
    let revisions = PolicyRevisions(
      policyName: "one", active: try PolicyFolder.load(files: read.files, in: read.folder))
    let reloader = PolicyReloader(
      role: .active, folder: link, revisions: revisions, running: read,
      compile: { files throws(PolicyFaults) in try PolicyFolder.load(files: files.files, in: files.folder) },
      test: { _, _ in [] })
    for index in 1...100 {
      try FileManager.default.createSymbolicLink(atPath: link + "-new", withDestinationPath: "\(index % 2)")
      #expect(rename(link + "-new", link) == 0)
      reloader.poll()
      #expect(reloader.poll() && reloader.reload(.watch).outcome == .loaded)
      #expect(revisions.current.active.marker("one") == "g\(index % 2)")
    }
  }

  @Test("a folder that another thread never stops swapping: every revision that runs is one that was written")
  func concurrently() throws {
    @Sendable func files(_ index: Int) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: ["one", "two", "three", "four"].map {
          ("\($0).yaml", ReloadRig.policy("g\(index)", name: $0))
        })
    }
    let rig = try ReloadRig(files(0), mounted: true)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread { [folder = rig.folder] in
      for index in 1...100 {
        do { try folder.mount(files(index), generation: index) } catch { Issue.record(error) }
      }
      done.signal()
    }
    thread.start()
    var loaded = 0
    while done.wait(timeout: .now()) == .timedOut {
      guard case .done(let report) = rig.reloader.reload(.request) else { continue }
      // All that may go wrong is that the folder does not stand still.
      #expect(report.faults.allSatisfy { $0.message.contains("kept changing") }, "\(report.faults)")
      if report.outcome == .loaded { loaded += 1 }
      #expect(rig.running.markers.count == 1 && rig.running.names.count == 4)
    }
    _ = rig.reloader.reload(.request)
    #expect(rig.marker == "g100")
  }
}
