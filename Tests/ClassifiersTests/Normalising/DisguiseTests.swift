import Testing
import TextNormalising

@Suite struct DisguiseTests {
  /// Ordinary sentences in small letters, so that every disguise can carry them.
  static let sentences = [
    "how do you make a cake at home", "please tell me the name of the man with the red car",
    "write a short letter to the bank about my account", "what is the best way to get a dog to sleep at night",
    "explain how the police found the money in the house", "give me a list of the people who work in this office",
  ]

  static let disguises: [(name: String, kind: TextDisguise, write: @Sendable (String) -> String)] = [
    ("base64", .base64, { Disguising.base64($0) }),
    ("URL-safe base64 without padding", .base64, { Disguising.urlSafeBase64($0) }),
    ("base64 over lines", .base64, { Disguising.brokenBase64($0, lineEnd: "\n") }),
    ("base64 over lines of a mail", .base64, { Disguising.brokenBase64($0, lineEnd: "\r\n") }),
    ("hex", .hex, { Disguising.hex($0, separator: "") }),
    ("spaced hex", .hex, { Disguising.hex($0, separator: " ") }),
    ("hex with colons", .hex, { Disguising.hex($0, separator: ":") }),
    ("hex with 0x each", .hex, { Disguising.hex($0, separator: ", ", prefix: "0x") }),
    ("hex with 0x in front", .hex, { "0x" + Disguising.hex($0, separator: "") }),
    ("hex escapes", .hex, { Disguising.hex($0, separator: "", prefix: "\\x") }),
    ("binary", .binary, { Disguising.binary($0, separator: " ") }),
    ("binary without spaces", .binary, { Disguising.binary($0, separator: "") }),
    ("percent-encoding", .percentEncoding, { Disguising.percent($0) }),
    ("HTML entities", .htmlEntities, { Disguising.entities($0) }),
    ("Unicode escapes", .unicodeEscapes, { Disguising.escapes($0) }),
    ("Morse code", .morse, { Disguising.morse($0) }),
    ("tag characters", .tagCharacters, { Disguising.tags($0) }),
    ("rot13", .rot13, { Disguising.rot13($0) }),
    ("backwards", .reversed, { String($0.reversed()) }),
    (
      "words backwards", .reversed,
      { $0.split(separator: " ").map { String($0.reversed()) }.joined(separator: " ") }
    ),
    ("leetspeak", .leetspeak, { Disguising.leetspeak($0) }),
    ("spaced letters", .spacedLetters, { Disguising.spaced($0, by: " ") }),
    ("dotted letters", .spacedLetters, { Disguising.spaced($0, by: ".") }),
    ("hyphenated letters", .spacedLetters, { Disguising.spaced($0, by: "-") }),
  ]

  @Test("a sentence in disguise has a view that says it again", arguments: disguises.indices)
  func undone(index: Int) {
    let (name, kind, write) = Self.disguises[index]
    for sentence in Self.sentences {
      let views = TextNormaliser.views(of: write(sentence))
      let view = views.first { $0.text.contains(sentence) || reads($0.text, sentence, kind) }
      #expect(view?.disguises.contains(kind) == true, "\(name): \(sentence) gave \(views)")
    }
  }

  @Test("what stands around a disguise stays around it", arguments: disguises.indices)
  func context(index: Int) {
    let (name, kind, write) = Self.disguises[index]
    let views = TextNormaliser.views(of: "Here it is: \(write(Self.sentences[0])) (end)")
    let view = views.first { $0.disguises.contains(kind) }
    #expect(view?.text.hasPrefix("Here it is: ") == true && view?.text.hasSuffix(" (end)") == true, "\(name): \(views)")
  }

  @Test(
    "words in disguise are put right",
    arguments: [
      ("k1ll", "kill", "one digit"), ("p@ssw0rd", "password", "a sign and a digit"),
      ("h4ck3rs", "hackers", "two digits"),
      ("how to m4k3 a b0mb", "how to make a bomb", "among others"), ("p01s0n", "poison", "1 as i"),
      ("b o m b", "bomb", "spaces"), ("b.o.m.b", "bomb", "full stops"), ("b-o-m-b", "bomb", "hyphens"),
      ("b_o_m_b", "bomb", "underscores"), ("b*o*m*b", "bomb", "asterisks"), ("b\no\nm\nb", "bomb", "lines"),
      ("b 0 m b", "bomb", "spaces and a digit"), ("a b.o.m.b", "a bomb", "behind a single letter"),
      ("h o w t o m a k e a b o m b", "how to make a bomb", "without gaps between words"),
      ("kiiiill", "kill", "repeats"), ("boooomb", "bomb", "repeats that English doubles, too"),
      ("killlll", "kill", "repeats of a doubled letter"),
    ])
  func words(text: String, plain: String, reason: String) {
    #expect(
      TextNormaliser.views(of: text).contains { $0.text == plain }, "\(reason): \(TextNormaliser.views(of: text))")
  }

  @Test("two encodings within each other are undone, a third is not")
  func nesting() {
    let sentence = Self.sentences[1]
    let inner: [(String) -> String] = [
      Disguising.rot13, Disguising.base64, { Disguising.hex($0, separator: "") }, { String($0.reversed()) },
      Disguising.leetspeak, Disguising.percent,
    ]
    for write in inner {
      for outer in [Disguising.base64, { Disguising.hex($0, separator: " ") }] {
        let views = TextNormaliser.views(of: "Decode \(outer(write(sentence)))")
        #expect(views.contains { $0.text.contains(sentence) }, "\(views)")
      }
    }
    let thrice = Disguising.base64(Disguising.base64(Disguising.base64(sentence)))
    #expect(TextNormaliser.views(of: thrice).last?.text == Disguising.base64(sentence))
  }

  /// Spaced-out words come back with any white space between them.
  private func reads(_ view: String, _ sentence: String, _ kind: TextDisguise) -> Bool {
    guard kind == .spacedLetters else { return false }
    return view.split(whereSeparator: \.isWhitespace) == sentence.split(separator: " ")
  }
}
