import NIOCore

/// A histogram of times, with the buckets of a Prometheus one.
struct TimeHistogram: Sendable {
  /// Upper bounds in microseconds.
  static let bounds: [Int64] = [
    10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    2_500_000, 5_000_000, 10_000_000, 30_000_000, 60_000_000, 120_000_000, 300_000_000,
  ]

  /// Times in each bucket alone, the last for those above every bound.
  private(set) var buckets = [Int](repeating: 0, count: TimeHistogram.bounds.count + 1)
  private(set) var nanoseconds: Int64 = 0

  mutating func observe(_ time: TimeAmount) {
    let microseconds = time.nanoseconds / 1000
    var index = 0
    while index < Self.bounds.count, microseconds > Self.bounds[index] { index += 1 }
    buckets[index] += 1
    nanoseconds += max(0, time.nanoseconds)
  }

  mutating func add(_ other: TimeHistogram) {
    for index in buckets.indices { buckets[index] += other.buckets[index] }
    nanoseconds += other.nanoseconds
  }
}
