/// Where the windows of a long text lie: all of the same length, the last one at the text's end.
enum EncoderWindows {
  /// Ranges of tokens that cover `count` of them, in order; none for no tokens.
  ///
  /// - Parameters:
  ///   - length: most tokens of a window.
  ///   - overlap: least tokens that neighbours share, below `length`.
  static func ranges(of count: Int, length: Int, overlap: Int) -> some Sequence<Range<Int>> {
    let step = length - overlap
    let windows = count == 0 ? 0 : count <= length ? 1 : 1 + (count - length + step - 1) / step
    return (0..<windows).lazy.map { index in
      let end = min(index * step + length, count)
      return max(0, end - length)..<end
    }
  }
}
