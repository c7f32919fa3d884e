import Taxonomy

extension EncoderFileBuilder {
  /// Words and pieces of the synthetic vocabulary, beside the special tokens and single ASCII characters.
  static let pieces = ["kill", "process", "##es", "bomb", "how", "the", "quick", "brown", "fox", "\u{4E2D}"]

  /// The vocabulary of synthetic models, in order.
  static let vocabulary: [String] = {
    let characters = (0x21..<0x7F).map { String(UnicodeScalar(UInt8($0))) }.filter { $0 == $0.lowercased() }
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + characters + characters.map { "##" + $0 } + pieces
  }()

  /// Neurons of the feed-forward part: EVENKEEL_INNER, which these tests do not see.
  private static let inner = 1152

  /// A model of one layer with random weights and a tiny vocabulary: everything that a real one has, and quick.
  static func synthetic(seed: UInt64 = 1, conversations: Bool = false) -> EncoderFileBuilder {
    var random = SeededGenerator(seed: seed)
    var builder = EncoderFileBuilder()
    let tokens = vocabulary.count
    let positions = 400
    builder.add("shape", words: [1, UInt32(tokens), UInt32(positions)])
    builder.add("words", kind: 0, random.bytes(tokens * 384), count: tokens * 384, columns: 384)
    builder.add("word_scales", floats: random.floats(tokens, in: 0.001...0.002))
    builder.add("position_rows", floats: random.floats(positions * 384, in: -0.02...0.02), columns: 384)
    builder.add("segment_rows", floats: random.floats(2 * 384, in: -0.02...0.02), columns: 384)
    builder.add("embedding_gain", floats: random.floats(384, in: 0.5...1))
    builder.add("embedding_offset", floats: random.floats(384, in: -0.1...0.1))
    builder.addLinear("layer0.queries_keys_values", 1152, 384, &random)
    builder.addLinear("layer0.attention_output", 384, 384, &random)
    builder.add("layer0.attention_gain", floats: random.floats(384, in: 0.5...1))
    builder.add("layer0.attention_offset", floats: random.floats(384, in: -0.1...0.1))
    builder.addLinear("layer0.up", inner, 384, &random)
    builder.addLinear("layer0.down", 384, inner, &random)
    builder.add("layer0.output_gain", floats: random.floats(384, in: 0.5...1))
    builder.add("layer0.output_offset", floats: random.floats(384, in: -0.1...0.1))
    builder.add("heads.weights", floats: random.floats(20 * 1152, in: -0.05...0.05), columns: 1152)
    builder.add("heads.bias", floats: random.floats(20, in: -0.2...0.2))
    let maps = 2 * HazardCategory.allCases.count + 5
    builder.add("calibration.counts", words: Array(repeating: 2, count: maps))
    builder.add(
      "calibration.knots", floats: (0..<maps).flatMap { _ in [-1, -1.5, 1, 1.5] as [Float] }, columns: 2)
    let levels: [UInt32] = [900, 500, 200]
    builder.add("thresholds", words: levels + levels + Array(repeating: 500, count: 17))
    builder.add("settings", words: [256, 64, 96, 2000, 288, 1000, 240, 720, 3, conversations ? 1 : 0])
    let text = Array(vocabulary.joined(separator: "\n").utf8)
    builder.add("vocabulary", kind: 1, text, count: text.count)
    builder.addScalars()
    return builder
  }

  /// ASCII as an uncased BERT has it, U+4E00 to U+4EFF ideographs, U+0300 to U+036F dropped, U+00E9 to two scalars;
  /// all else as it is.
  private mutating func addScalars() {
    var ascii = (0..<256).map { UInt32($0) }
    for scalar in 0..<0x20 { ascii[scalar] = 1 << 24 }
    for scalar in [0x09, 0x0A, 0x0D, 0x20, 0xA0] { ascii[scalar] = 3 << 24 }
    for scalar in 0x21..<0x7F where !UnicodeScalar(UInt8(scalar)).properties.isAlphabetic {
      if !(0x30..<0x3A).contains(scalar) { ascii[scalar] |= 4 << 24 }
    }
    for scalar in 0x41...0x5A { ascii[scalar] = UInt32(scalar) + 32 }
    ascii[0x7F] = 1 << 24
    ascii[0xE9] = 1 << 31 | 1
    var marks = (0x300..<0x400).map { UInt32($0) }
    for place in 0..<0x70 { marks[place] = 1 << 24 }
    var blocks = [UInt32](repeating: 0xFFFF, count: 0x1100)
    (blocks[0], blocks[3], blocks[0x4E]) = (0, 1, 0xFFFD)
    // The byte order mark's block and that of U+FFFD: all dropped, as in a real table for what is used of them.
    blocks[0xFF] = 0xFFFE
    add("scalars.blocks", kind: 2, blocks.flatMap { Self.bytes($0).prefix(2) }, count: blocks.count)
    add("scalars.entries", words: ascii + marks, columns: 256)
    add("scalars.expansions", words: [0, 2, 0x65, 1 << 24])
  }

  private mutating func addLinear(_ name: String, _ outputs: Int, _ inputs: Int, _ random: inout SeededGenerator) {
    let count = outputs * inputs
    add(name + ".weights", kind: 0, random.bytes(count), count: count, columns: inputs * 16)
    add(name + ".scales", floats: random.floats(outputs, in: 0.0004...0.0006))
    add(name + ".bias", floats: random.floats(outputs, in: -0.1...0.1))
    add(name + ".smoothing", floats: random.floats(inputs, in: 0.8...1.2))
  }
}

extension SeededGenerator {
  /// Bytes that are int8 numbers in -127...127.
  fileprivate mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var word: UInt64 = 0
    for index in 0..<count {
      if index & 7 == 0 { word = next() }
      let byte = UInt8(truncatingIfNeeded: word)
      bytes[index] = byte == 0x80 ? 0 : byte
      word >>= 8
    }
    return bytes
  }

  fileprivate mutating func floats(_ count: Int, in range: ClosedRange<Float>) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}
