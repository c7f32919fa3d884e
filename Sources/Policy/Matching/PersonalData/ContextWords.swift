/// Words before a number that say what it is, for numbers whose form alone says too little.
enum ContextWords {
  /// The furthest byte before a number that is looked at.
  static let reach = 48

  case phone, socialSecurity, aadhaar, cpf, version

  /// Whether one of the words stands before `position`, with nothing between but fillers such as `number is` and
  /// punctuation, in the same line.
  func stand(before position: Int, in text: inout ScannedText) -> Bool {
    let limit = max(0, position - Self.reach)
    var index = position - 1
    for _ in 0..<5 {
      while index >= limit, Self.isGap(text[index]) { index -= 1 }
      let end = index + 1
      while index >= limit, Self.isTokenByte(text[index]) { index -= 1 }
      guard index + 1 < end else { return false }
      // A word that the limit cuts is not known.
      guard index >= limit || limit == 0 else { return false }
      if matches(index + 1..<end, in: &text) { return true }
      guard Self.fillers.contains(Self.packed(index + 1..<end, in: &text)) else { return false }
    }
    return false
  }

  private static func isGap(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: "#"),
      UInt8(ascii: "("), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "_"), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }

  /// Lower-case ASCII letters and other bytes of a word of up to 16 bytes; 0 for longer ones.
  private static func packed(_ range: Range<Int>, in text: inout ScannedText) -> UInt128 {
    guard range.count <= 16 else { return 0 }
    var word: UInt128 = 0
    for index in range {
      let byte = text[index]
      word = word << 8 | UInt128(byte.isUpper ? byte | 0x20 : byte)
    }
    return word
  }

  private func matches(_ range: Range<Int>, in text: inout ScannedText) -> Bool {
    let word = Self.packed(range, in: &text)
    switch self {
    case .phone: return Self.phoneWords.contains(word) || Self.hasPhonePart(range, in: &text)
    case .socialSecurity: return word == Self.packed("ssn") || word == Self.packed("security")
    case .aadhaar: return Self.aadhaarWords.contains(word)
    case .cpf: return word == Self.packed("cpf")
    case .version: return Self.versionWords.contains(word)
    }
  }

  /// Whether the word holds a word for a telephone in a script that puts no spaces between words.
  private static func hasPhonePart(_ range: Range<Int>, in text: inout ScannedText) -> Bool {
    guard text[range.lowerBound] >= 0xE3 || text[range.upperBound - 1] >= 0x80 else { return false }
    for part in phoneParts where range.count >= part.utf8CodeUnitCount {
      for start in range.lowerBound...(range.upperBound - part.utf8CodeUnitCount) where text.has(part, at: start) {
        return true
      }
    }
    return false
  }

  private static func packed(_ word: String) -> UInt128 { word.utf8.reduce(0) { $0 << 8 | UInt128($1) } }

  private static func set(_ words: String) -> Set<UInt128> {
    Set(words.split(whereSeparator: \.isWhitespace).map { packed(String($0)) })
  }

  private static let fillers = set(
    """
    is number no nr num nº n at on me us my ist lautet nummer est numero número numéro le es unter de du o y e f h p
    """)

  private static let phoneWords = set(
    """
    phone telephone tel mobile cellphone fax whatsapp sms telefon telefonnummer handy handynummer mobil mobilnummer
    rufnummer telefono teléfono telefone celular cellulare móvil movil portable téléphone tlf telefoon puhelin
    telefonszám τηλέφωνο τηλ тел телефон телефону هاتف
    """)

  private static let phoneParts: [StaticString] = ["电话", "電話", "手机", "手機", "携帯", "전화", "फ़ोन", "फोन"]
  private static let aadhaarWords = set("aadhaar aadhar uidai आधार")
  private static let versionWords = set(
    """
    version versions ver v release rev revision firmware build driver section sections chapter clause paragraph
    upgrade update upgraded updated downgrade package assembly oid versión versão versione
    """)
}
