/// Points of words by their hashes, in an open-addressed table that is filled once.
///
/// Two words with one hash of 64 bits would be taken for each other; among some thousand words that is left to chance.
struct WordTable<Points: SIMD & Sendable>: Sendable where Points.Scalar: Sendable {
  /// 0 for free places.
  private var hashes: [UInt64]
  private var places: [UInt16]
  private var points: [Points] = []
  private let shift: UInt64

  /// - Parameter bits: the table has two to the power of this places, of which half are filled at most.
  init(bits: Int) {
    hashes = Array(repeating: 0, count: 1 << bits)
    places = Array(repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  @inline(__always)
  subscript(hash: UInt64) -> Points? {
    let slot = slot(of: hash)
    return hashes[slot] == hash ? points[Int(places[slot])] : nil
  }

  /// Sets the points of a word, in place of those that it had.
  mutating func insert(_ new: Points, for hash: UInt64) {
    let slot = slot(of: hash)
    guard hashes[slot] != hash else {
      points[Int(places[slot])] = new
      return
    }
    precondition(points.count * 2 < hashes.count, "too many words for the table")
    hashes[slot] = hash
    places[slot] = UInt16(points.count)
    points.append(new)
  }

  /// Where the hash stands, or else the free place where it would.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
    return slot
  }
}
