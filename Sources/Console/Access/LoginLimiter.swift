import Synchronization

/// Bounds how often an address may fail to log in. Tokens cannot be guessed; this keeps those who try from being load.
///
/// Each address has a bucket of failures that refills with time. Addresses beyond a number share one bucket.
package final class LoginLimiter: Sendable {
  private struct Bucket {
    /// Failures that are left.
    var left: Double
    var filled: ContinuousClock.Instant
  }

  /// Failures in a row.
  package static let burst = 10
  /// Seconds until one more is allowed.
  package static let secondsPerFailure = 6
  /// Addresses that have a bucket of their own.
  private static let addresses = 1_024

  private let now: @Sendable () -> ContinuousClock.Instant
  private let buckets = Mutex<[String: Bucket]>([:])

  package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
  }

  /// Whether the address may try now.
  package func allows(_ address: String) -> Bool {
    buckets.withLock { buckets in
      buckets[key(address, in: buckets)].map { filled($0).left >= 1 } ?? true
    }
  }

  /// Notes that an attempt of the address failed.
  package func noteFailure(_ address: String) {
    buckets.withLock { buckets in
      if buckets.count >= Self.addresses {
        buckets = buckets.filter { filled($0.value).left < Double(Self.burst) }
      }
      let key = key(address, in: buckets)
      var bucket = filled(buckets[key] ?? Bucket(left: Double(Self.burst), filled: now()))
      bucket.left = max(0, bucket.left - 1)
      buckets[key] = bucket
    }
  }

  /// The empty key stands for all who have no bucket of their own.
  private func key(_ address: String, in buckets: [String: Bucket]) -> String {
    buckets[address] != nil || buckets.count < Self.addresses ? address : ""
  }

  private func filled(_ bucket: Bucket) -> Bucket {
    let now = now()
    let gained = (now - bucket.filled) / .seconds(Self.secondsPerFailure)
    return Bucket(left: min(Double(Self.burst), bucket.left + gained), filled: now)
  }
}
