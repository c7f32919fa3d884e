import Taxonomy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes decision ids. Their randomness is the system's, since an id must not be guessable, drawn for many ids at a time,
/// since each draw is a system call.
struct DecisionIDSource {
  /// `getentropy` gives at most 256 bytes.
  private static let drawn = 32

  private var words: [UInt64] = []

  mutating func next() -> DecisionID {
    if words.count < 2 { words = Self.draw() }
    return DecisionID(milliseconds: UnixTime.milliseconds(), random: (words.removeLast(), words.removeLast()))
  }

  private static func draw() -> [UInt64] {
    var words = [UInt64](repeating: 0, count: drawn)
    let isDrawn = unsafe words.withUnsafeMutableBytes { unsafe getentropy($0.baseAddress!, $0.count) == 0 }
    if isDrawn { return words }
    var system = SystemRandomNumberGenerator()
    return (0..<drawn).map { _ in system.next() }
  }
}
