import Dispatch

/// Holds threads until so many have come.
final class Rendezvous: Sendable {
  private let missing = DispatchGroup()

  init(of count: Int) {
    for _ in 0..<count { missing.enter() }
  }

  /// Waits for all others; each thread arrives once.
  func arrive() {
    missing.leave()
    missing.wait()
  }
}
