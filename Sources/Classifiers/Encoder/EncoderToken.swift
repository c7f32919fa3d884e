/// One token of a text.
package struct EncoderToken: Sendable, Equatable {
  /// Its place in the vocabulary.
  package var number: UInt32
  /// The UTF-8 bytes of the text that it came from.
  package var source: Range<Int>

  package init(number: UInt32, source: Range<Int>) {
    self.number = number
    self.source = source
  }
}
