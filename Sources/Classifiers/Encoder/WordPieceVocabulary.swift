/// The pieces of the vocabulary, found by their scalars: a hash table with open addressing, never changed after load.
struct WordPieceVocabulary: Sendable {
  /// One piece, or an empty place: its `length` is 0.
  private struct Slot: Sendable {
    var hash: UInt64 = 0
    var start: UInt32 = 0
    var length: UInt16 = 0
    /// Whether the piece goes on with a word (`##` in the file).
    var continues = false
    var token: UInt32 = 0
  }

  static let most = 1 << 17
  /// Scalars of one piece; longer words than `WordPiece.longestWord` are never looked up.
  static let longest = 128

  /// Number of tokens.
  let count: Int
  /// Scalars of the longest piece.
  let longestPiece: Int
  private let scalars: [UInt32]
  private var slots: [Slot]
  private let mask: Int

  /// - Parameter text: the tokens in their order, joined by line feeds.
  /// - Throws: `badWeights` for an empty, overlong or repeated token, or text that is not UTF-8.
  init(_ text: [UInt8]) throws(ClassifierFailure) {
    guard let text = String(validating: text, as: UTF8.self) else {
      throw .badWeights(reason: "their vocabulary is not UTF-8")
    }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= Self.most else {
      throw .badWeights(reason: "their vocabulary has \(lines.count) tokens, more than \(Self.most)")
    }
    var capacity = 2
    while capacity < 2 * lines.count { capacity *= 2 }
    count = lines.count
    mask = capacity - 1
    slots = Array(repeating: Slot(), count: capacity)
    var all: [UInt32] = []
    var longestPiece = 0
    for (token, line) in lines.enumerated() {
      let continues = line.count > 2 && line.starts(with: ["#", "#"])
      let piece = line.dropFirst(continues ? 2 : 0).map(\.value)
      guard (1...Self.longest).contains(piece.count) else {
        throw .badWeights(reason: "token \(token) of their vocabulary has \(piece.count) characters")
      }
      let hash = Self.finish(piece.reduce(Self.seed(continues: continues)) { Self.mix($0, $1) })
      let start = all.count
      all.append(contentsOf: piece)
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place].length > 0 {
        let other = slots[place]
        let isSame = other.hash == hash && other.continues == continues
        guard !isSame || !all[Int(other.start)...].prefix(Int(other.length)).elementsEqual(piece) else {
          throw .badWeights(reason: "token \(token) of their vocabulary is there twice")
        }
        place = (place + 1) & mask
      }
      slots[place] = Slot(
        hash: hash, start: UInt32(start), length: UInt16(piece.count), continues: continues, token: UInt32(token))
      longestPiece = max(longestPiece, piece.count)
    }
    scalars = all
    self.longestPiece = longestPiece
  }

  /// The token of a whole word or special word; nil where there is none.
  func token(of word: String) -> UInt32? {
    let scalars = word.unicodeScalars.map(\.value)
    let hash = scalars.reduce(Self.seed(continues: false)) { Self.mix($0, $1) }
    return token(of: scalars, from: 0, count: scalars.count, hash: hash)
  }

  /// The token of `count` scalars of a word from `start` on; where `start` is not 0, of a piece that goes on.
  ///
  /// - Parameter hash: `mix` over these scalars, from `seed(continues: start > 0)`.
  func token(of word: [UInt32], from start: Int, count: Int, hash: UInt64) -> UInt32? {
    let finished = Self.finish(hash)
    var place = Int(truncatingIfNeeded: finished) & mask
    while slots[place].length > 0 {
      let slot = slots[place]
      if slot.hash == finished, slot.length == count, slot.continues == (start > 0) {
        var same = 0
        while same < count, scalars[Int(slot.start) + same] == word[start + same] { same += 1 }
        if same == count { return slot.token }
      }
      place = (place + 1) & mask
    }
    return nil
  }

  static func seed(continues: Bool) -> UInt64 { continues ? 0xC2B2_AE3D_27D4_EB4F : 0x9E37_79B9_7F4A_7C15 }

  static func mix(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
    (hash ^ UInt64(scalar)) &* 0x9FB2_1C65_1E98_DF25 &+ (hash >> 29)
  }

  private static func finish(_ hash: UInt64) -> UInt64 { hash ^ (hash >> 32) }
}
