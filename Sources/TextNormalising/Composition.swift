import Foundation

/// Unicode composition in pieces: Foundation's takes time that grows with the square of the text's length.
enum Composition {
  /// Bytes from which on a piece ends where it can.
  private static let piece = 192

  /// The compatibility composition (NFKC), or where that is longer the canonical one (NFC), or else the text.
  static func composed(_ text: [UInt8]) -> [UInt8] {
    let compatible = inPieces(text) { $0.precomposedStringWithCompatibilityMapping }
    if compatible.count <= text.count { return compatible }
    let canonical = inPieces(text) { $0.precomposedStringWithCanonicalMapping }
    return canonical.count <= text.count ? canonical : text
  }

  private static func inPieces(_ text: [UInt8], _ compose: (String) -> String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var start = 0
    var mayChange = false
    var index = 0
    func end(at index: Int) {
      if mayChange {
        output.append(contentsOf: compose(String(decoding: text[start..<index], as: UTF8.self)).utf8)
      } else {
        output.append(contentsOf: text[start..<index])
      }
      start = index
      mayChange = false
    }
    while index < text.count {
      let (scalar, length) = TextBytes.scalar(at: index, in: text)
      if index - start >= piece || !mayChange && index - start >= piece / 4, startsPiece(scalar) { end(at: index) }
      mayChange = mayChange || scalar >= 0x80 && !PlainLetters.composesToItself(scalar)
      index += length
    }
    end(at: index)
    return output
  }

  /// Whether a scalar is surely not composed with the one before it.
  private static func startsPiece(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return true }
    if PlainLetters.composesToItself(scalar) { return true }
    switch scalar {
    // Hangul that is put together from letters, in all its forms.
    case 0x1113...0x11FF, 0x3131...0x318E, 0xD7B0...0xD7FF, 0xFF9E...0xFFDC: return false
    default: break
    }
    switch Unicode.Scalar(scalar)?.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, nil: return false
    default: return true
    }
  }
}
