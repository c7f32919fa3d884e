/// What the encoder computes for one input: for golden tests, which compare it with what it was trained as.
package struct EncoderActivations: Sendable, Equatable {
  /// The input, special tokens and all.
  package var tokens: [UInt32]
  /// Where the second segment begins in it.
  package var secondSegment: Int
  /// The first token's row after the last layer, mean and maximum of all rows before it, [1152].
  package var pooled: [Float]
  /// Of every output, in the order of the heads in the file, [20].
  package var logits: [Float]
}
