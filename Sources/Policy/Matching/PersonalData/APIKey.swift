/// Keys that programs authenticate themselves with (see `APIKeyForm`), bot tokens of Telegram, and JSON Web Tokens.
enum APIKey {
  /// A JSON Web Token that is longer is matched up to here.
  static let longest = 8192

  /// Letters of a key that must differ, so that `sk-xxxx` and the like are left alone.
  private static let leastVariety = 8

  /// The end of the key that starts with the letter at `start`.
  static func end(at start: Int, in text: inout ScannedText) -> Int? {
    let first = text[start]
    guard APIKeyForm.secondBytes[Int(first)] & 1 << UInt32(text[start + 1] & 31) != 0 else { return nil }
    var longest = first == UInt8(ascii: "e") ? webTokenEnd(at: start, in: &text) : nil
    let forms = APIKeyForm.byFirstByte[Int(first)]
    for index in 0..<forms.count {
      let form = forms[index]
      guard text.has(form.prefix, at: start), let end = end(of: form, at: start, in: &text) else { continue }
      longest = max(longest ?? 0, end)
    }
    return longest
  }

  private static func end(of form: APIKeyForm, at start: Int, in text: inout ScannedText) -> Int? {
    let body = start + form.prefix.utf8CodeUnitCount
    let limit = body + form.count.upperBound
    var index = body
    // One more may be a full stop.
    while index <= limit + 1, form.alphabet.holds(text[index]) { index += 1 }
    // A full stop or a hyphen at the end is the sentence's.
    var end = index
    while end > body, !text[end - 1].isWord { end -= 1 }
    guard form.count.contains(end - body), index <= limit + 1, !text[index].isWord else { return nil }
    var hasDigit = form.alphabet == .capitals
    var seen: UInt128 = 0
    for place in body..<end {
      hasDigit = hasDigit || text[place].isDigit
      seen |= 1 << UInt128(text[place] & 0x7F)
    }
    return hasDigit && seen.nonzeroBitCount >= leastVariety ? end : nil
  }

  /// `123456789:` and 35 letters, of which the first two are `AA`.
  static func botTokenEnd(of number: NumberShape, in text: inout ScannedText) -> Int? {
    guard number.groups == 1, (8...10).contains(number.count(1)) else { return nil }
    let colon = number.end(1)
    guard text[colon] == UInt8(ascii: ":"), text.has("AA", at: colon + 1) else { return nil }
    for index in colon + 3..<colon + 36 { guard text[index].isURLSafe else { return nil } }
    return text[colon + 36].isURLSafe ? nil : colon + 36
  }

  /// A header, a payload that is an object, and a signature, in Base64 (RFC 7515, section 7.1).
  private static func webTokenEnd(at start: Int, in text: inout ScannedText) -> Int? {
    // Not in the midst of Base64: also keeps the time linear in hostile text.
    guard text.has("eyJ", at: start), text[start - 1] != UInt8(ascii: "-") else { return nil }
    let limit = start + longest
    var index = start
    for part in 0..<3 {
      if part > 0 {
        guard text[index] == UInt8(ascii: "."), part == 2 || text.has("eyJ", at: index + 1) else { return nil }
        index += 1
      }
      let first = index
      while index < limit, text[index].isURLSafe { index += 1 }
      if index == limit, part > 0 { return index }
      guard index - first >= (part == 1 ? 4 : 16) else { return nil }
    }
    return index
  }
}
