/// What the tokenizer makes of each Unicode scalar before it cuts words: the tables that come with the weights.
///
/// They are Hugging Face's cleaning, canonical decomposition, accent stripping and lower-casing (uncased BERT) in one
/// step; training/encoder_file.py asks the tokenizer itself for them.
struct WordPieceScalars: Sendable {
  /// What one scalar becomes: a kind in bits 24 to 30 and a scalar in bits 0 to 20, or a place in `expansions`.
  struct Entry: Sendable, Equatable {
    var bits: UInt32

    var isExpansion: Bool { bits >> 31 == 1 }
    var kind: UInt32 { bits >> 24 & 0x7F }
    /// The scalar, or the place in `expansions`.
    var value: UInt32 { bits & 0x1F_FFFF }
  }

  /// The scalar is part of a word.
  static let letter: UInt32 = 0
  /// The scalar is left out, as if it had never been there.
  static let dropped: UInt32 = 1
  /// The scalar is left out, but marks do not change places across it.
  static let markBreak: UInt32 = 2
  /// The scalar ends a word.
  static let space: UInt32 = 3
  /// The scalar is a word by itself.
  static let punctuation: UInt32 = 4
  /// The scalar is a word by itself: a Chinese character.
  static let ideograph: UInt32 = 5
  /// From here on: a mark that is part of a word and is sorted by kind among its neighbours (canonical ordering).
  static let firstMark: UInt32 = 16
  /// The last kind of mark that there can be.
  static let lastMark: UInt32 = 127

  /// Blocks of 256 scalars in all of Unicode.
  static let blockCount = 0x1100
  static let mostBlocks = 1024
  static let mostExpansions = 65_536
  /// Scalars that one may become.
  static let longestExpansion = 32

  private static let allSame: UInt16 = 0xFFFF
  private static let allDropped: UInt16 = 0xFFFE
  private static let allIdeographs: UInt16 = 0xFFFD

  private let blocks: [UInt16]
  private let entries: [UInt32]
  private let expansions: [UInt32]

  /// - Throws: `badWeights` for a table with a place outside the others, an unknown kind, or a number that is no scalar.
  init(blocks: [UInt16], entries: [UInt32], expansions: [UInt32]) throws(ClassifierFailure) {
    guard blocks.count == Self.blockCount, entries.count % 256 == 0 else {
      throw .badWeights(reason: "their scalars come in \(blocks.count) blocks and \(entries.count) entries")
    }
    let own = entries.count / 256
    for block in blocks where block < Self.allIdeographs && block >= own {
      throw .badWeights(reason: "a block of scalars is number \(block) of \(own)")
    }
    for bits in entries {
      let entry = Entry(bits: bits)
      guard entry.isExpansion else {
        try Self.check(entry)
        continue
      }
      let place = Int(entry.value)
      let length = place < expansions.count ? Int(clamping: expansions[place]) : 0
      guard (1...Self.longestExpansion).contains(length), place + length < expansions.count else {
        throw .badWeights(reason: "a scalar's expansion at \(place) is not among \(expansions.count)")
      }
      for index in place + 1...place + length { try Self.check(Entry(bits: expansions[index])) }
    }
    self.blocks = blocks
    self.entries = entries
    self.expansions = expansions
  }

  /// What a scalar below U+110000 becomes.
  func entry(of scalar: UInt32) -> Entry {
    let block = blocks[Int(scalar >> 8)]
    switch block {
    case Self.allSame: return Entry(bits: scalar)
    case Self.allDropped: return Entry(bits: Self.dropped << 24)
    case Self.allIdeographs: return Entry(bits: Self.ideograph << 24 | scalar)
    default: return Entry(bits: entries[Int(block) << 8 | Int(scalar & 0xFF)])
    }
  }

  /// What an expansion stands for, in order.
  func expansion(at place: UInt32) -> some RandomAccessCollection<UInt32> {
    let start = Int(place) + 1
    return expansions[start..<start + Int(expansions[Int(place)])]
  }

  private static func check(_ entry: Entry) throws(ClassifierFailure) {
    let isKind = entry.kind <= ideograph || (firstMark...lastMark).contains(entry.kind)
    guard !entry.isExpansion, isKind, entry.value < 0x11_0000 else {
      throw .badWeights(reason: "a scalar becomes \(entry.bits), which is none")
    }
  }
}
