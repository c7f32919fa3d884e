/// Stretches of one text that say something else, with what they say; where two overlap the one found first counts.
struct Decodings {
  private struct Entry {
    /// Bytes of the text.
    var range: Range<Int>
    /// Bytes of `pool`.
    var decoded: Range<Int>
    var disguise: TextDisguise
    /// How many were found before.
    var order: Int
  }

  private var entries: [Entry] = []
  private var pool: [UInt8] = []

  var isEmpty: Bool { entries.isEmpty }

  /// - Parameter decoded: valid UTF-8, at most as many bytes as `range`.
  mutating func add(_ range: Range<Int>, _ decoded: some Collection<UInt8>, _ disguise: TextDisguise) {
    precondition(decoded.count <= range.count, "a decoding that is longer than its code")
    let start = pool.count
    pool.append(contentsOf: decoded)
    entries.append(Entry(range: range, decoded: start..<pool.count, disguise: disguise, order: entries.count))
  }

  /// The text with the decodings in place, and which disguises that undid, in the order of the text.
  func applied(to text: [UInt8]) -> (bytes: [UInt8], disguises: [TextDisguise]) {
    let sorted = entries.sorted { ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order) }
    var kept: [Entry] = []
    for entry in sorted {
      // Of a chain of overlaps the earliest found stays, whichever side it is on.
      var isBeaten = false
      while let last = kept.last, last.range.upperBound > entry.range.lowerBound {
        if last.order < entry.order {
          isBeaten = true
          break
        }
        kept.removeLast()
      }
      if !isBeaten { kept.append(entry) }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var copied = 0
    var disguises: [TextDisguise] = []
    for entry in kept {
      bytes.append(contentsOf: text[copied..<entry.range.lowerBound])
      bytes.append(contentsOf: pool[entry.decoded])
      copied = entry.range.upperBound
      if !disguises.contains(entry.disguise) { disguises.append(entry.disguise) }
    }
    bytes.append(contentsOf: text[copied...])
    return (bytes, disguises)
  }
}
