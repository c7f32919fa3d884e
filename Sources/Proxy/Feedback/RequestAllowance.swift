package import NIOCore

/// What one app may ask for in a minute: all of it at once after a quiet minute, and in equal shares from then on.
///
/// The generic cell rate algorithm (ITU-T I.371, annex A): one point in time says how much is used.
package struct RequestAllowance: Sendable {
  private let perMinute: Int64
  /// When all would be unused again; long ago at first.
  private var unusedFrom: Int64 = .min

  /// - Parameter perMinute: from 1 to 1,000,000.
  package init(perMinute: Int) {
    precondition((1...1_000_000).contains(perMinute), "\(perMinute) requests a minute")
    self.perMinute = Int64(perMinute)
  }

  /// Uses one request.
  ///
  /// - Returns: nil when it was there, or else whole seconds until the next is, at least 1.
  package mutating func use(now: NIODeadline) -> Int? {
    let minute: Int64 = 60_000_000_000
    let now = Int64(clamping: now.uptimeNanoseconds)
    let next = max(unusedFrom, now) + minute / perMinute
    let excess = next - now - minute
    guard excess > 0 else {
      unusedFrom = next
      return nil
    }
    return Int((excess + 999_999_999) / 1_000_000_000)
  }
}
