/// Which scalar each scalar counts as: lower case, plain forms, white space as one space, invisible scalars dropped.
///
/// The table for scalars from U+0080 on comes with the weights (docs/ngram-features.md); ASCII is fixed here.
struct NgramFolding: Sendable {
  /// A target that means: leave the scalar out.
  static let dropped: UInt32 = 0
  static let space: UInt32 = 0x20
  /// Most entries that a weights file may hold.
  static let mostEntries = 20_000

  private static let identity = UInt16.max
  /// For each 256 scalars the number of their page in `targets`, or `identity`.
  private var pages = [UInt16](repeating: identity, count: 0x1100)
  private var targets: [UInt32] = []

  /// - Parameter entries: (scalar, target), scalars rising from U+0080 on; a target is `dropped` or a scalar from U+0020 on
  ///   that is not longer in UTF-8 than its source.
  init(entries: [(scalar: UInt32, target: UInt32)]) throws(ClassifierFailure) {
    openPage(0)
    for scalar in 0..<UInt32(0x80) { targets[Int(scalar)] = Self.asciiTarget(scalar) }
    var last: UInt32 = 0x7F
    for entry in entries {
      guard entry.scalar > last, Unicode.Scalar(entry.scalar) != nil else {
        throw .badWeights(reason: "the folding's scalars do not rise or are none, at \(entry.scalar)")
      }
      let isTarget =
        entry.target == Self.dropped
        || (entry.target >= Self.space && Unicode.Scalar(entry.target) != nil
          && Self.length(entry.target) <= Self.length(entry.scalar))
      guard isTarget else {
        throw .badWeights(reason: "the folding's target \(entry.target) for scalar \(entry.scalar) is not allowed")
      }
      last = entry.scalar
      let page = Int(entry.scalar >> 8)
      if pages[page] == Self.identity { openPage(page) }
      targets[Int(pages[page]) * 256 + Int(entry.scalar & 0xFF)] = entry.target
    }
  }

  /// Writes the normalised scalars of valid UTF-8 with a space at both ends, and returns how many they are.
  ///
  /// `output` holds at least `utf8.count + 2` scalars.
  /// - Parameter lineEnd: stands for white space that holds a line end, one of U+000A to U+000D, also at the text's ends.
  func normalise(
    _ utf8: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt32>, lineEnd: UInt32 = space
  ) -> Int {
    precondition(output.count >= utf8.count + 2, "the output is shorter than its text")
    return unsafe pages.withUnsafeBufferPointer { pages in
      unsafe targets.withUnsafeBufferPointer { targets in
        unsafe output[0] = Self.space
        var count = 1
        var last = Self.space
        var index = 0
        while index < utf8.count {
          let scalar = unsafe Self.scalar(in: utf8, at: &index)
          let page = unsafe pages[Int(scalar >> 8)]
          let target = page == Self.identity ? scalar : unsafe targets[Int(page) << 8 | Int(scalar & 0xFF)]
          if target == Self.dropped { continue }
          if target == Self.space {
            let isLineEnd = scalar >= 0x0A && scalar <= 0x0D
            if last != Self.space {
              unsafe output[count] = isLineEnd ? lineEnd : Self.space
              count += 1
              last = Self.space
            } else if isLineEnd {
              unsafe output[count - 1] = lineEnd
            }
            continue
          }
          unsafe output[count] = target
          count += 1
          last = target
        }
        if count == 1 || last != Self.space {
          unsafe output[count] = Self.space
          count += 1
        }
        return count
      }
    }
  }

  /// Decodes the scalar at `index` and moves on; a broken sequence, which a `String` cannot hold, counts as U+FFFD.
  @inline(__always)
  private static func scalar(in utf8: UnsafeBufferPointer<UInt8>, at index: inout Int) -> UInt32 {
    let lead = unsafe UInt32(utf8[index])
    if lead < 0x80 {
      index += 1
      return lead
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= utf8.count, lead >= 0xC0 else {
      index += 1
      return 0xFFFD
    }
    var scalar = lead & (0x7F >> UInt32(length))
    for offset in 1..<length { scalar = unsafe scalar << 6 | UInt32(utf8[index + offset]) & 0x3F }
    index += length
    return scalar <= 0x10FFFF ? scalar : 0xFFFD
  }

  private mutating func openPage(_ page: Int) {
    pages[page] = UInt16(targets.count / 256)
    targets.append(contentsOf: (0..<256).map { UInt32(page * 256 + $0) })
  }

  private static func asciiTarget(_ scalar: UInt32) -> UInt32 {
    if scalar <= 0x20 || scalar == 0x7F { return space }
    return (0x41...0x5A).contains(scalar) ? scalar + 0x20 : scalar
  }

  private static func length(_ scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }
}
