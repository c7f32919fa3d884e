import Policy
import Testing

@Suite struct LanguageGuessTests {
  @Test("every known language has a dozen sentences or more, and each guess but a few is right")
  func accuracy() {
    #expect(LanguageSentences.byLanguage.map(\.code).sorted() == LanguageGuess.known)
    var (right, wrong, all) = (0, 0, 0)
    for (code, sentences) in LanguageSentences.byLanguage {
      #expect(sentences.count >= 12, "\(code)")
      var found = 0
      for sentence in sentences {
        let guess = LanguageGuess.of(sentence)
        found += guess == code ? 1 : 0
        wrong += guess != nil && guess != code ? 1 : 0
      }
      // Danish and Norwegian sentences are often correct in both.
      #expect(found * 3 >= sentences.count * 2, "\(code): \(found) of \(sentences.count)")
      right += found
      all += sentences.count
    }
    #expect(all >= 516)
    #expect(right * 100 >= all * 97, "\(right) of \(all)")
    #expect(wrong == 0)
  }

  @Test("code, numbers, addresses and what is too short have no language", arguments: LanguageSentences.unclear)
  func unclear(_ line: String) {
    #expect(LanguageGuess.of(line) == nil)
  }

  @Test(
    "case, quotation and a few foreign words change nothing",
    arguments: [
      ("HOW DO I KILL A PYTHON PROCESS?", "en", "capitals"),
      ("„Wie geht es dir?“, fragte sie.", "de", "low quotation marks"),
      ("*Write* a \"short\" (very short) story, please!", "en", "marks around words"),
      ("Translate 'доброе утро' into English, please.", "en", "a quoted phrase"),
      ("What does 你好 mean in English?", "en", "two Chinese characters"),
      ("Объясни, что делает import numpy as np", "ru", "code at the end"),
      ("Pythonでリストを並べ替える方法を教えてください", "ja", "a name in Latin letters"),
      ("请用 Python 写一个 quicksort 函数", "zh", "two words in Latin letters"),
      ("L’homme s’est levé et n’a rien dit.", "fr", "typographic apostrophes"),
      ("Istanbul'da hava nasıl olacak bugün", "tr", "an apostrophe before an ending"),
    ])
  func mixed(_ text: String, _ code: String, _ reason: String) {
    #expect(LanguageGuess.of(text) == code, "\(reason)")
  }

  @Test("languages that are not known are not taken for their neighbours")
  func neighbours() {
    #expect(LanguageGuess.of("Како могу да зауставим процес и зашто је небо плаво?") == nil, "Serbian")
    #expect(LanguageGuess.of("Чаму неба блакітнае і як спыніць працэс у сістэме?") == nil, "Belarusian")
    #expect(LanguageGuess.of("मला मदत करा, आकाश निळे का आहे?") == nil, "Marathi")
    #expect(LanguageGuess.of("هەوا چۆنە ئەمڕۆ لە شارەکەتان؟") == nil, "Kurdish")
  }

  @Test("only the beginning counts")
  func beginning() {
    let german = String(repeating: "Das ist ein kurzer Satz. ", count: 100)
    let english = String(repeating: "This is a short sentence. ", count: 10_000)
    #expect(LanguageGuess.of(german + english) == "de")
    #expect(LanguageGuess.of(english + german) == "en")
  }

  @Test(
    "points do not overflow, whatever the text repeats",
    arguments: ["ğ", "ß ", "é ", "the ", "ы", "के ", "'", "\u{301}"])
  func repetition(_ piece: String) {
    let guess = LanguageGuess.of(String(repeating: piece, count: 5_000))
    #expect(guess == nil || LanguageGuess.known.contains(guess ?? ""))
  }

  @Test("any characters give nil or a known language, and the same one when asked again")
  func anyText() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let limit: UInt32 = [0x80, 0x250, 0x1000, 0x11_0000].randomElement(using: &random) ?? 0x80
        if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      let guess = LanguageGuess.of(text)
      #expect(guess == nil || LanguageGuess.known.contains(guess ?? ""), "\(text.debugDescription)")
      #expect(LanguageGuess.of(text) == guess)
    }
  }
}
