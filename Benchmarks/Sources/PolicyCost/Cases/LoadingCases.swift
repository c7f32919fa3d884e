import Foundation
import Policy
import Taxonomy

/// Loading folders: reading the files, compiling them, and running the tests that they carry.
struct LoadingCases {
  /// A folder below which files are written, to be read again.
  let folder: URL

  func all() throws -> [MeasuredCase] {
    var cases: [MeasuredCase] = []
    for contents in OwnFolder.Contents.allCases {
      for count in [1, 10, 100] {
        cases += try loading("\(contents.rawValue)/\(count)", OwnFolder.files(count, contents), policies: count)
      }
    }
    return cases
  }

  func routeLoading() -> MeasuredCase {
    let files = OwnFolder.routed()
    return MeasuredCase("load/routes") { (try? PolicyFolder.load(files: files))?.names.count ?? 0 }
  }

  func routes() throws -> [MeasuredCase] {
    let files = OwnFolder.routed()
    let snapshot = try PolicyFolder.load(files: files)
    let requests: [(String, RouteFacts, String)] = [
      ("first", RouteFacts(app: "both-0", model: "model-0"), "policy-0"),
      ("middle", RouteFacts(app: "app-508", model: "model-1"), "policy-8"),
      ("last", RouteFacts(app: "wide-999-x", model: "model-1"), "policy-9"),
      ("none", RouteFacts(app: "web-shop", model: "llama-3.1-8b-instruct"), "policy-0"),
    ]
    var cases: [MeasuredCase] = []
    for (name, facts, expected) in requests {
      guard snapshot.resolve(facts, fallback: "policy-1")?.reference.name == expected else {
        throw WrongFigures("the request \(name) goes to another policy than \(expected)")
      }
      cases.append(
        MeasuredCase("resolve/\(name)") {
          snapshot.resolve(facts, fallback: "policy-1")?.reference.name.utf8.count ?? 0
        })
    }
    return cases
  }

  private func loading(_ name: String, _ files: [PolicyFolder.File], policies: Int) throws -> [MeasuredCase] {
    let path = folder.appending(path: name).path
    try write(files, to: path)
    let snapshot = try PolicyFolder.load(path)
    guard snapshot.names.count == policies else {
      throw WrongFigures("\(snapshot.names.count) of \(policies) policies")
    }
    let compiled = snapshot.names.compactMap { snapshot.policy(named: $0) }
    let failures = compiled.flatMap { $0.runTests(judge: Self.judge).failures }
    guard failures.isEmpty else { throw WrongFigures("\(failures[0])") }
    let tests = compiled.reduce(0) { $0 + $1.testCount }
    let kilobytes = Double(files.reduce(0) { $0 + $1.contents.count }) / 1_024
    return [
      MeasuredCase("read/\(name)", facts: ["files": Double(files.count), "kilobytes": kilobytes]) {
        (try? PolicyFolderCopy.read(path))?.files.count ?? 0
      },
      MeasuredCase("load/\(name)") { (try? PolicyFolder.load(files: files))?.names.count ?? 0 },
      MeasuredCase("tests/\(name)", facts: ["tests": Double(tests)]) {
        compiled.reduce(0) { $0 &+ $1.runTests(judge: Self.judge).passed }
      },
    ]
  }

  @Sendable private static func judge(_ test: PolicyTestCase) -> PolicyTestSignals {
    PolicyTestSignals(prompt: OwnRequest.prompt)
  }

  private func write(_ files: [PolicyFolder.File], to path: String) throws {
    let lists = path + "/" + PolicyFolder.listFolder
    try FileManager.default.createDirectory(atPath: lists, withIntermediateDirectories: true)
    for file in files { try Data(file.contents).write(to: URL(filePath: path + "/" + file.name)) }
  }
}
