/// The tokens of one text and where they stood in it; its memory is used again for the next text.
struct TokenizedText: Sendable {
  /// The vocabulary's numbers, without `[CLS]` and `[SEP]`.
  private(set) var tokens: [UInt32] = []
  /// The UTF-8 bytes of the text that each token came from.
  private(set) var sources: [Range<UInt32>] = []

  /// The open word's scalars as they are looked up: the first `wordCount` of these.
  private var word = [UInt32](repeating: 0, count: WordPiece.longestWord)
  private var wordCount = 0
  /// Per scalar of the word, its place in canonical ordering; 0 for all but marks.
  private var orders = [UInt32](repeating: 0, count: WordPiece.longestWord)
  /// Per scalar of the word, the bytes it came from, in the text's order.
  private var wordSources = [Range<UInt32>](repeating: 0..<0, count: WordPiece.longestWord)
  /// Where in the word the marks begin that may still change places.
  private var marksStart = 0
  /// End of the last scalar of the word, also of one that it had no room for.
  private var wordEnd: UInt32 = 0
  private var isTooLong = false
  /// Of the beginnings of what is left of the word, shortest first.
  private var hashes = [UInt64](repeating: 0, count: WordPiece.longestWord)

  /// Tokens above which memory is given back rather than kept.
  static let mostKept = 1 << 14

  /// Where a run of tokens stood in the text, in UTF-8 bytes; empty for no tokens.
  func source(of range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return Int(sources[first].lowerBound)..<Int(sources[last].upperBound)
  }

  mutating func removeAll() {
    let keeps = tokens.capacity <= Self.mostKept
    tokens.removeAll(keepingCapacity: keeps)
    sources.removeAll(keepingCapacity: keeps)
    closeWord()
  }

  /// Adds a scalar to the open word.
  ///
  /// - Parameter order: a mark's place in canonical ordering; 0 for everything else.
  mutating func put(_ scalar: UInt32, order: UInt32, from source: Range<UInt32>) {
    wordEnd = source.upperBound
    guard wordCount < WordPiece.longestWord else {
      isTooLong = true
      return
    }
    word[wordCount] = scalar
    orders[wordCount] = order
    wordSources[wordCount] = source
    wordCount += 1
    guard order > 0 else {
      marksStart = wordCount
      return
    }
    // Canonical ordering (UAX #15, D109): a mark moves before those of higher classes, up to the last base.
    var place = wordCount - 1
    while place > marksStart, orders[place - 1] > order {
      word.swapAt(place, place - 1)
      orders.swapAt(place, place - 1)
      place -= 1
    }
  }

  /// Marks do not change places across here.
  mutating func breakMarks() { marksStart = wordCount }

  /// Cuts the open word into the longest pieces from its start on, or into one unknown token.
  mutating func endWord(_ vocabulary: WordPieceVocabulary, unknown: UInt32) {
    guard wordCount > 0 else { return }
    let before = tokens.count
    var start = 0
    while start < wordCount, !isTooLong {
      guard let (token, length) = longestPiece(from: start, vocabulary) else { break }
      tokens.append(token)
      sources.append(wordSources[start].lowerBound..<wordSources[start + length - 1].upperBound)
      start += length
    }
    if start < wordCount {
      tokens.removeSubrange(before...)
      sources.removeSubrange(before...)
      tokens.append(unknown)
      sources.append(wordSources[0].lowerBound..<wordEnd)
    }
    closeWord()
  }

  private mutating func longestPiece(from start: Int, _ vocabulary: WordPieceVocabulary) -> (UInt32, Int)? {
    var length = min(wordCount - start, vocabulary.longestPiece)
    var hash = WordPieceVocabulary.seed(continues: start > 0)
    for index in 0..<length {
      hash = WordPieceVocabulary.mix(hash, word[start + index])
      hashes[index] = hash
    }
    while length > 0 {
      if let token = vocabulary.token(of: word, from: start, count: length, hash: hashes[length - 1]) {
        return (token, length)
      }
      length -= 1
    }
    return nil
  }

  /// No word is open.
  private mutating func closeWord() {
    wordCount = 0
    marksStart = 0
    isTooLong = false
  }
}
