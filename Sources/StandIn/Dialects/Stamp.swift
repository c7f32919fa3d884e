import Foundation

/// When an answer was made, and the number that its ids carry.
struct Stamp: Sendable {
  let time: Date
  let number: String

  /// Seconds since 1970.
  var seconds: Int { Int(time.timeIntervalSince1970) }

  static func now() -> Stamp {
    Stamp(time: Date(), number: UUID().uuidString.replacing("-", with: "").lowercased())
  }

  /// An id in the style of a dialect, as `chatcmpl-1f3c...`.
  ///
  /// - Parameter index: tells several ids of one kind in one answer apart.
  func id(_ prefix: String, _ index: Int = 0) -> JSONValue {
    .string(index == 0 ? "\(prefix)\(number)" : "\(prefix)\(number)-\(index)")
  }
}
