/// How texts are written into HTML, in elements and in quoted attributes alike.
package enum TextEscaping {
  /// For readers: characters that are not seen, or that change the order in which others are seen, are written out, so
  /// that a text cannot pass for another one.
  ///
  /// Control characters become their Unicode pictures, the others `[U+202E]`. Line breaks and tabs stay; a carriage
  /// return is a line break.
  package static func shown(_ text: String) -> String { escaped(text, showsHidden: true) }

  /// For what is read back from the page: only what HTML itself has no place for is replaced.
  package static func exact(_ text: String) -> String { escaped(text, showsHidden: false) }

  private static func escaped(_ text: String, showsHidden: Bool) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    var last: Unicode.Scalar = "\0"
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t": result += "\t"
      case "\n": if last != "\r" || !showsHidden { result += "\n" }
      // A parser makes line breaks of them; as a reference it stays what it is.
      case "\r": result += showsHidden ? "\n" : "&#13;"
      case "\0"..."\u{1F}": result.unicodeScalars.append(picture(scalar, showsHidden))
      case "\u{7F}": result.unicodeScalars.append(showsHidden ? "\u{2421}" : "\u{FFFD}")
      case "\u{80}"..."\u{9F}": result += showsHidden ? code(scalar) : "\u{FFFD}"
      default:
        if showsHidden, isHidden(scalar) { result += code(scalar) } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private static func picture(_ control: Unicode.Scalar, _ showsHidden: Bool) -> Unicode.Scalar {
    guard showsHidden, let picture = Unicode.Scalar(0x2400 + control.value) else { return "\u{FFFD}" }
    return picture
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }

  /// What reorders text, what has no width and what smuggles letters. The joiners of scripts and emoji are no such.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x180E, 0x200B, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
