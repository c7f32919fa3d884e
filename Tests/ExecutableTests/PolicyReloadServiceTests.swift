import Foundation
import Logging
import Policy
import ServiceLifecycle
import Testing
import evenkeel

@Suite(.timeLimit(.minutes(2))) struct PolicyReloadServiceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func policy(_ rule: String) -> String {
    "name: one\nprompt: { rules: [ { id: \(rule), when: { harm: { at_least: 0.5 } }, action: refuse } ] }\n"
  }

  /// Runs a service on the folder while `body` uses it.
  private func withReloads(
    test: @escaping PolicyReloader.Test = { _, _ in [] }, interval: Duration? = nil,
    _ body: (PolicyReloadService, PolicyRevisions) async throws -> Void
  ) async throws {
    let read = try PolicyFolderCopy.read(folder.path)
    let revisions = PolicyRevisions(
      policyName: "one", active: try PolicyFolder.load(files: read.files, in: read.folder))
    let reloader = PolicyReloader(
      role: .active, folder: folder.path, revisions: revisions, running: read,
      compile: { files throws(PolicyFaults) in try PolicyFolder.load(files: files.files, in: files.folder) },
      test: test)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let service = PolicyReloadService(reloaders: [reloader], interval: interval, hangups: nil, logger: logger)
    let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      try await body(service, revisions)
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(await service.reload(.request).isEmpty, "nothing is reloaded after the end")
  }

  @Test("whoever asks gets the report, also when many ask at once")
  func requests() async throws {
    _ = try folder.file("one.yaml", Self.policy("a"))
    try await withReloads { service, revisions in
      _ = try folder.file("one.yaml", Self.policy("b"))
      let outcomes = await withTaskGroup(of: [ReloadReport].self) { tasks in
        for _ in 0..<20 { tasks.addTask { await service.reload(.request) } }
        return await tasks.reduce(into: []) { $0 += $1 }.map(\.outcome)
      }
      #expect(outcomes.count == 20 && outcomes.contains(.loaded) && !outcomes.contains(.failed))
      #expect(revisions.generation == 1)
      #expect(revisions.statuses.first?.reloads.values.reduce(0, +) ?? 0 <= 20)
    }
  }

  @Test("the folder is watched")
  func watches() async throws {
    _ = try folder.file("one.yaml", Self.policy("a"))
    try await withReloads(interval: .milliseconds(1)) { _, revisions in
      _ = try folder.file("one.yaml", Self.policy("longer"))
      while revisions.generation == 0 { await Task.yield() }
      #expect(revisions.statuses.first?.lastReload?.trigger == .watch)
    }
  }

  @Test("shutting down does not wait for tests that take long, and answers who waits")
  func shutdown() async throws {
    _ = try folder.file("one.yaml", Self.policy("a"))
    let (started, continuation) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: [ReloadReport].self) { tasks in
      try await withReloads(test: { _, isWanted in
        continuation.yield()
        while isWanted() { sched_yield() }
        return []
      }) { service, revisions in
        _ = try folder.file("one.yaml", Self.policy("b"))
        tasks.addTask { await service.reload(.request) }
        for await _ in started { break }
        #expect(revisions.generation == 0)
      }
      let answers = try await tasks.reduce(into: []) { $0.append($1) }
      #expect(answers == [[]])
    }
  }
}
