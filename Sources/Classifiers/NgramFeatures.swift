/// The hashed features of normalised text, summed up in one table without allocation.
///
/// The specification is docs/ngram-features.md; training/ngram_text.py computes the same. A text is cut into blocks of
/// `block` scalars, a feature belongs to the block of its first scalar, and two neighbouring blocks make a window. So
/// windows overlap by half. Spans are summed beside the blocks, and every feature is still looked up once.
@safe struct NgramFeatures {
  static let block = 512
  /// A word's further scalars do not enter its hash.
  static let wordScalars = 24
  /// Words at the start of a text that count as its opening.
  static let openingWords = 8
  /// Scalars of the prompt's end that the response head sees.
  static let promptContext = 512

  private static let mix: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let character3: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let character4: UInt64 = 0x9FB2_1C65_1E98_DF25
  private static let character5: UInt64 = 0xD6E8_FEB8_6659_FD93
  private static let word: UInt64 = 0xA076_1D64_78BD_642F
  private static let wordPair: UInt64 = 0xE703_7ED1_A0B4_28DB
  private static let opening: UInt64 = 0x8EBC_6AF0_9C88_C6E3

  private let scalars: UnsafeBufferPointer<UInt32>
  private let weights: UnsafePointer<Int8>
  private let shift: UInt64
  private let countsOpening: Bool
  private var nextScalar = 0
  private var previousWord: UInt64 = 0
  private var wordsSeen = 0

  /// The highest score over all windows of a text, its spans and pairs of spans, without the head's bias; nil for a text
  /// without features.
  ///
  /// `scalars` come from `NgramFolding.normalise`, `bounds` from `NgramSpans.cut`; without bounds there are windows only.
  static func worstScore(
    of scalars: UnsafeBufferPointer<UInt32>, spansMeetingAt bounds: UnsafeBufferPointer<Int>, in table: NgramTable
  ) -> Double? {
    unsafe table.weights.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return nil }
      var features = unsafe NgramFeatures(scalars: scalars, weights: base, table: table)
      var worst = NgramWorstScore(table: table)
      let count = scalars.count
      var (block, span) = (NgramSums(), NgramSums())
      var earlierBlock: NgramSums?
      var earlierSpan: NgramSums?
      var blockEnd = min(Self.block, count)
      var spans = 0
      var start = 0
      while start < count {
        let spanEnd = spans < bounds.count ? unsafe bounds[spans] : count
        let end = min(blockEnd, spanEnd)
        let part = features.sums(from: start, to: end)
        block = block + part
        span = span + part
        if end == blockEnd {
          // The first block alone is a window only where there is no second.
          if earlierBlock != nil || end == count { worst.judge(earlierBlock.map { $0 + block } ?? block) }
          earlierBlock = block
          block = NgramSums()
          blockEnd = min(blockEnd + Self.block, count)
        }
        if end == spanEnd {
          // A text of one span is its windows.
          if !bounds.isEmpty { worst.judge(span) }
          if let earlierSpan { worst.judge(earlierSpan + span) }
          earlierSpan = span
          span = NgramSums()
          spans += 1
        }
        start = end
      }
      return bounds.isEmpty ? worst.score : worst.corrected
    }
  }

  private init(scalars: UnsafeBufferPointer<UInt32>, weights: UnsafePointer<Int8>, table: NgramTable) {
    unsafe self.scalars = scalars
    unsafe self.weights = weights
    shift = 64 - UInt64(table.bits)
    countsOpening = table.openingScale != 0
  }

  /// The sums of one stretch; stretches are asked for in order and leave nothing out.
  private mutating func sums(from start: Int, to end: Int) -> NgramSums {
    var sums = NgramSums()
    addCharacters(from: start, to: end, to: &sums.characters)
    addWords(to: end, sums: &sums)
    return sums
  }

  private func addCharacters(from start: Int, to end: Int, to family: inout NgramSums.Family) {
    let total = unsafe scalars.count
    // From here on a 5-gram fits no more.
    let whole = max(start, min(end, total - 4))
    var sum = 0
    for position in start..<whole {
      let gram3 = gram(at: position)
      let gram4 = gram3 &* Self.mix &+ value(position + 3)
      let gram5 = gram4 &* Self.mix &+ value(position + 4)
      sum += weight(gram3, Self.character3) + weight(gram4, Self.character4) + weight(gram5, Self.character5)
    }
    family.count += 3 * (whole - start)
    for position in whole..<end where position + 3 <= total {
      let gram3 = gram(at: position)
      sum += weight(gram3, Self.character3)
      family.count += 1
      if position + 4 <= total {
        sum += weight(gram3 &* Self.mix &+ value(position + 3), Self.character4)
        family.count += 1
      }
    }
    family.sum += sum
  }

  private mutating func addWords(to end: Int, sums: inout NgramSums) {
    var position = nextScalar
    while position < end {
      let kind = unsafe NgramWordKind(of: scalars[position])
      guard kind != .separator else {
        position += 1
        continue
      }
      var hash: UInt64 = 0
      let start = position
      repeat {
        if position - start < Self.wordScalars {
          hash = (hash &+ value(position)) &* Self.mix
          hash ^= hash >> 32
        }
        position += 1
      } while unsafe kind == .part && position < scalars.count && NgramWordKind(of: scalars[position]) == .part
      sums.words.sum += weight(hash, Self.word) + weight(previousWord &* Self.mix &+ hash, Self.wordPair)
      sums.words.count += 2
      if countsOpening, wordsSeen < Self.openingWords {
        sums.opening.sum += weight(hash, Self.opening)
        sums.opening.count += 1
      }
      wordsSeen += 1
      previousWord = hash
    }
    nextScalar = position
  }

  @inline(__always)
  private func value(_ position: Int) -> UInt64 { unsafe UInt64(scalars[position]) &+ 1 }

  @inline(__always)
  private func gram(at position: Int) -> UInt64 {
    (value(position) &* Self.mix &+ value(position + 1)) &* Self.mix &+ value(position + 2)
  }

  @inline(__always)
  private func weight(_ gram: UInt64, _ finish: UInt64) -> Int {
    // INVARIANT: the shift leaves as many bits as the table has buckets.
    unsafe Int(weights[Int(truncatingIfNeeded: ((gram ^ (gram >> 32)) &* finish) >> shift)])
  }
}
