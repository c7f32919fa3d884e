import Logging
import ServiceLifecycle

/// Runs a service for the length of a test and shuts it down gracefully at its end.
///
/// - Parameters:
///   - make: makes the service; hands the port over once it listens.
///   - body: what the test does meanwhile; gets that port.
func withService<Result: Sendable>(
  _ make: (@escaping @Sendable (Int?) -> Void) -> any Service,
  during body: @escaping @Sendable (Int) async throws -> Result
) async throws -> Result {
  let (ports, listening) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
  let service = make { port in listening.yield(port ?? 0) }
  let group = ServiceGroup(
    configuration: .init(services: [service], logger: .init(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  return try await withThrowingTaskGroup(of: Result?.self) { tasks in
    tasks.addTask {
      try await group.run()
      return nil
    }
    tasks.addTask {
      var iterator = ports.makeAsyncIterator()
      guard let port = await iterator.next() else { throw CancellationError() }
      return try await body(port)
    }
    var result: Result?
    while result == nil, let next = try await tasks.next() { result = next }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    guard let result else { throw CancellationError() }
    return result
  }
}
