import Foundation

/// Runs `body` on `count` threads at once, with the thread's number, and returns when all are done.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  DispatchQueue.concurrentPerform(iterations: count, execute: body)
}
