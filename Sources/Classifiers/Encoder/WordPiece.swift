/// Cuts text into the tokens that the encoder reads: WordPiece of an uncased BERT, equal to Hugging Face's tokenizer.
///
/// Special tokens in the text, such as `[SEP]`, are ordinary text: nobody outside can end a segment. Bytes that are not
/// UTF-8 count as U+FFFD, which is left out as Hugging Face leaves it out.
struct WordPiece: Sendable {
  /// Scalars above which a word is one unknown token (`max_input_chars_per_word`).
  static let longestWord = 100

  let vocabulary: WordPieceVocabulary
  /// `[CLS]`, the first token of every input.
  let start: UInt32
  /// `[SEP]`, the token after every text.
  let separator: UInt32
  private let unknown: UInt32
  private let scalars: WordPieceScalars
  private let ascii: [WordPieceScalars.Entry]

  /// - Throws: `badWeights` for a vocabulary without the special tokens.
  init(vocabulary: WordPieceVocabulary, scalars: WordPieceScalars) throws(ClassifierFailure) {
    func token(_ word: String) throws(ClassifierFailure) -> UInt32 {
      guard let token = vocabulary.token(of: word) else {
        throw .badWeights(reason: "their vocabulary has no `\(word)`")
      }
      return token
    }
    start = try token("[CLS]")
    separator = try token("[SEP]")
    unknown = try token("[UNK]")
    ascii = (0..<128).map { scalars.entry(of: $0) }
    self.vocabulary = vocabulary
    self.scalars = scalars
  }

  /// Fills `output` with the tokens of `text`; with a limit, with its first tokens.
  func encode(_ text: String, into output: inout TokenizedText, limit: Int = .max) {
    var text = text
    text.withUTF8 { encode(unsafe $0.span, into: &output, limit: limit) }
  }

  /// Fills `output` with the tokens of UTF-8 bytes; with a limit it may hold the rest of the last word, too.
  func encode(_ bytes: Span<UInt8>, into output: inout TokenizedText, limit: Int = .max) {
    output.removeAll()
    var at = 0
    while at < bytes.count, output.tokens.count < limit {
      let byte = bytes[at]
      if byte < 0x80 {
        let source = UInt32(clamping: at)..<UInt32(clamping: at + 1)
        take(ascii[Int(byte)], from: source, &output)
        at += 1
      } else {
        let (scalar, length) = Self.scalar(in: bytes, at: at)
        let source = UInt32(clamping: at)..<UInt32(clamping: at + length)
        let entry = scalars.entry(of: scalar)
        if entry.isExpansion {
          for bits in scalars.expansion(at: entry.value) { take(.init(bits: bits), from: source, &output) }
        } else {
          take(entry, from: source, &output)
        }
        at += length
      }
    }
    output.endWord(vocabulary, unknown: unknown)
  }

  @inline(__always)
  private func take(
    _ entry: WordPieceScalars.Entry, from source: Range<UInt32>, _ output: inout TokenizedText
  ) {
    switch entry.kind {
    case WordPieceScalars.letter:
      if (0xAC00..<0xD7A4).contains(entry.value) {
        takeHangul(entry.value - 0xAC00, from: source, &output)
      } else {
        output.put(entry.value, order: 0, from: source)
      }
    case WordPieceScalars.dropped: break
    case WordPieceScalars.markBreak: output.breakMarks()
    case WordPieceScalars.space: output.endWord(vocabulary, unknown: unknown)
    case WordPieceScalars.punctuation, WordPieceScalars.ideograph:
      output.endWord(vocabulary, unknown: unknown)
      output.put(entry.value, order: 0, from: source)
      output.endWord(vocabulary, unknown: unknown)
    default: output.put(entry.value, order: entry.kind, from: source)
    }
  }

  /// A syllable's parts (Unicode, section 3.12): lead, vowel, and tail where there is one.
  private func takeHangul(_ syllable: UInt32, from source: Range<UInt32>, _ output: inout TokenizedText) {
    output.put(0x1100 + syllable / 588, order: 0, from: source)
    output.put(0x1161 + syllable % 588 / 28, order: 0, from: source)
    if syllable % 28 > 0 { output.put(0x11A7 + syllable % 28, order: 0, from: source) }
  }

  /// The scalar that starts at a byte, and its length; U+FFFD for the longest part of one that breaks off.
  private static func scalar(in bytes: Span<UInt8>, at start: Int) -> (UInt32, Int) {
    let first = bytes[start]
    guard (0xC2...0xF4).contains(first) else { return (0xFFFD, 1) }
    let further = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    var scalar = UInt32(first) & (0x3F >> UInt32(further))
    // The second byte is bounded so that no overlong form, surrogate or scalar above U+10FFFF gets through.
    var lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    var highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    for index in 1...further {
      guard start + index < bytes.count, (lowest...highest).contains(bytes[start + index]) else {
        return (0xFFFD, index)
      }
      scalar = scalar << 6 | UInt32(bytes[start + index] & 0x3F)
      (lowest, highest) = (0x80, 0xBF)
    }
    return (scalar, 1 + further)
  }
}
