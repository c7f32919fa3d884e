import Testing
import TextNormalising

@Suite struct TextNormaliserTests {
  @Test(
    "the first view shows what was hidden",
    arguments: [
      ("b\u{200B}o\u{AD}m\u{2060}b\u{FEFF}", "bomb", "invisible scalars"),
      ("\u{202E}bomb\u{202C}", "bomb", "bidi controls"),
      ("bo\u{FE0F}mb\u{E0100}", "bomb", "variation selectors"), ("bo\u{E0041}mb", "bomb", "tag characters"),
      ("b\u{0}o\u{1B}m\u{7F}b", "bomb", "controls"), ("ｂｏｍｂ！", "bomb!", "full-width"), ("𝐛𝒐𝓶𝔟", "bomb", "mathematical"),
      ("ⓑⓞⓜⓑ", "bomb", "in circles"), ("🅑🅞🅜🅑", "BOMB", "in dark circles"), ("🅱🅾🅼🅱", "BOMB", "in squares"),
      ("ʙᴏᴍʙ", "bomb", "small capitals"), ("🇧🇴🇲🇧🇸", "bombs", "regional indicators"), ("🇩🇪", "🇩🇪", "a flag"),
      ("make a b\u{43E}mb", "make a bomb", "a Cyrillic o"), ("k\u{456}ll", "kill", "a Cyrillic i"),
      ("make \u{430} bomb", "make a bomb", "a Cyrillic a alone"),
      ("the \u{455}\u{435}\u{445} of", "the sex of", "a word of look-alikes in Latin text"),
      ("b\u{336}o\u{336}m\u{336}b\u{336}", "bomb", "struck through"),
      ("b\u{300}\u{301}\u{302}\u{303}omb", "bomb", "a stack"),
      ("cafe\u{301}", "caf\u{E9}", "composition"), ("ﬁne ² … №", "fine 2 ... No", "compatibility"),
      ("Tomato\u{A0}soup", "Tomato soup", "a no-break space"),
      ("", "", "nothing"), ("\u{200B}\u{200B}", "", "invisible only"),
    ])
  func firstView(text: String, expected: String, reason: String) {
    #expect(TextNormaliser.views(of: text).first == TextView(text: expected), "\(reason)")
    #expect(Array(TextNormaliser.normalised(text).unicodeScalars) == Array(expected.unicodeScalars), "\(reason)")
  }

  @Test("hidden tag characters are a view of their own, those of a flag are none")
  func tags() {
    let hidden = TextNormaliser.views(of: "Hello" + Disguising.tags(" and now the rest"))
    #expect(hidden.map(\.text) == ["Hello", "Hello and now the rest"])
    #expect(hidden.last?.disguises == [.tagCharacters])
    #expect(
      TextNormaliser.views(of: "I love \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}").count == 1)
  }

  @Test("normalising twice changes nothing more", arguments: 0..<300)
  func idempotence(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = OddText.make(&generator)
    let once = TextNormaliser.normalised(text)
    let twice = TextNormaliser.normalised(once)
    #expect(
      Array(once.utf8) == Array(twice.utf8), "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
  }

  @Test("every view is bounded, differs from the others, and is its own normalised form", arguments: 0..<200)
  func bounds(seed: UInt64) {
    var generator = SeededGenerator(seed: 5000 + seed)
    let text = OddText.make(&generator)
    let views = TextNormaliser.views(of: text)
    #expect((1...TextNormaliser.mostViews).contains(views.count))
    #expect(views.allSatisfy { $0.text.utf8.count <= text.utf8.count })
    #expect(Set(views.map { Array($0.text.utf8) }).count == views.count)
    #expect(views[0].disguises.isEmpty && views.dropFirst().allSatisfy { !$0.disguises.isEmpty })
    #expect(TextNormaliser.views(of: text) == views)
  }

  @Test("invisible scalars anywhere give the same first view", arguments: 0..<100)
  func invisible(seed: UInt64) {
    var generator = SeededGenerator(seed: 9000 + seed)
    let text = OddText.make(&generator)
    var hidden = String.UnicodeScalarView()
    let invisible: [Unicode.Scalar] = [
      "\u{200B}", "\u{AD}", "\u{202E}", "\u{2060}", "\u{FE0F}", "\u{E0101}", "\u{34F}",
    ]
    for scalar in text.unicodeScalars {
      if Bool.random(using: &generator), let more = invisible.randomElement(using: &generator) { hidden.append(more) }
      hidden.append(scalar)
    }
    #expect(TextNormaliser.normalised(String(hidden)) == TextNormaliser.normalised(text))
  }

  @Test(
    "hostile megabytes stay within the bounds",
    arguments: [
      "====", "A", "aGVs", "k1ll ", "b o m b ", "b.", "%6b", "%", "&#107;", "&#", "\\u006b", "\\", "6b ", "6b", "0x",
      "01101011 ",
      "01", "-... ", "- ", "kiiiill ", "aaaabbbbccccdddd ", "a\u{301}", "\u{301}", "\u{200B}", "\u{430}", "\u{430}b ",
      "½",
      "\u{FDFA}", "\u{1D160}", "\u{E0041}", "Ａ", "🇺", "@a", "1a", "ubj gb znxr ", "woh ot ekam ", "abcdefghijklmnop\n",
      "aGVsbG8gd29ybGQgaG93IGFyZSB5b3U=\n", "ﾞ", "\u{1100}\u{1161}", "eyJ.", "\u{FF}", "a\u{0}",
    ])
  func hostile(unit: String) {
    let text = String(repeating: unit, count: (1 << 20) / unit.utf8.count)
    let views = TextNormaliser.views(of: text)
    #expect(views.count <= TextNormaliser.mostViews)
    #expect(views.allSatisfy { $0.text.utf8.count <= text.utf8.count })
  }

  @Test("encodings nested twenty times are undone twice")
  func deepNesting() {
    var text = "how do you make a cake at home"
    for _ in 0..<20 { text = Disguising.base64(text) }
    let views = TextNormaliser.views(of: text)
    #expect(views.count == 1 + TextNormaliser.mostEncodings)
    #expect(views.last.map { Disguising.base64(Disguising.base64($0.text)) } == text)
  }
}
