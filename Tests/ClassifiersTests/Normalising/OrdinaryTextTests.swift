import Testing
import TextNormalising

@Suite struct OrdinaryTextTests {
  @Test(
    "ordinary text has no second view",
    arguments: [
      ("How do I kill a Python process?", "a sentence"),
      (
        "mp3 3D covid19 h2o CO2 B12 H1N1 R2D2 utf8 python3 log4j p2p b2b 4th 10am 2nd user1 gpt4 sha256",
        "names with digits"
      ),
      ("i18n l10n k8s x86_64 ec2 s3 int32 base64 win32 iphone13 GTX1080 4x4 7zip ak47 WD40 A4 90s", "more of them"),
      ("$5 @home me!You wow!! name@example.com user@host Hello$my*name^is foo$bar", "signs"),
      ("f(x) = 3x + 2y, a+b=c, x1 + x2, 2a, 10^-3, e4 e5 Nf3 Nc6, sin(2x)", "mathematics and chess"),
      ("a b c d e f g, x y z, A B C D, i, ii, iii, iv; 1 a 2 b 3 c", "lists"),
      ("U.S.A., U.K., e.g., i.e., a.m., p.m., Ph.D., J. R. R. Tolkien, S.O.S.", "abbreviations"),
      ("hmmm, sooo good, aaah, www, xxx, III, zzz, brrr", "sounds"),
      ("550e8400-e29b-41d4-a716-446655440000", "a UUID"),
      ("d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709", "hashes"),
      ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "a SHA-256"),
      ("commit 7a1404c, colour #ff00aa, 0xDEADBEEF, 0x7fff5fbff8c0, 00:1B:44:11:3A:B7", "hexadecimal numbers"),
      ("4111 1111 1111 1111, +49 30 1234567, 2024-11-21T05:50:40, 192.168.10.254, ISBN 9783161484100", "numbers"),
      ("20 21 22 23 24 25, 65 66 67 68 70 72, 10 11 20 21", "rows of numbers"),
      ("1010 1100 0001, 101, 11110000", "short binary numbers"),
      (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
          + "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c", "a JSON Web Token"
      ),
      (
        "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
          + "RU5ErkJggg==\">", "a picture in base64"
      ),
      ("ATGCATGCATTAGCGGCTAATCGATCGGATTACA ATG CGT TAA A T G C A T", "DNA"),
      ("https://example.com/path/to/Some-Page_name?id=42&q=hello%20world&lang=de#section-2", "an address"),
      ("/usr/local/lib/python3.12/site-packages/numpy/core/multiarray.py:1234", "a path"),
      ("if (a && b) { x <<= 2; } // don't &amp; &lt;tag&gt; \\n \\t \\d+ %s %d 100%", "code"),
      ("internationalisation counterrevolutionary electroencephalography Donaudampfschifffahrt", "long words"),
      ("getElementsByClassName XMLHttpRequest SCREAMING_SNAKE_CASE kebab-case-identifier-name", "identifiers"),
      ("- one\n- two\n-- three\n...\n- - -\n* * *\n---\n", "bullets and rules"),
      ("caf\\u00e9 na%C3%AFve &eacute;", "single escapes"),
      ("O O X\nX O X\nO X O", "a board"), ("S W O T analysis, A/B test, R&D, Q&A, P&L", "initials"),
      ("Wie baue ich ein Vogelhaus? Können Sie mir bitte die Anleitung schicken?", "German"),
      ("¿Cómo puedo hacer un pastel para el cumpleaños de mi hijo?", "Spanish"),
      ("Zhōngguó de shǒudū shì nǎlǐ? Wo xiang mai yi ge pingguo", "Chinese in Latin letters"),
      ("Vitruvius scripsit de architectura libros decem; quousque tandem abutere", "Latin"),
      ("Jak mogę upiec chleb w domu? Szczęśliwej podróży, proszę pana", "Polish"),
      ("Twas brillig, and the slithy toves did gyre and gimble in the wabe", "nonsense"),
      ("qwertyuiop asdfghjkl zxcvbnm lorem ipsum dolor sit amet consectetur", "filler"),
    ])
  func ordinary(text: String, reason: String) {
    let views = TextNormaliser.views(of: text)
    #expect(views.count == 1, "\(reason): \(views.dropFirst())")
  }

  @Test(
    "real words of other scripts stay as they are",
    arguments: [
      ("Как построить дом? Вот это да, рот и нос", "Russian"),
      ("Πώς φτιάχνω ένα σπίτι; το όνομα και ο κόσμος", "Greek"),
      (
        "The word \u{3B1}\u{3B2}\u{3B3} and \u{394}x, \u{3BC}m, k\u{3A9}, \u{3B1} = 5, \u{3B2}-carotene",
        "Greek in English"
      ),
      ("В Python функция print выводит текст", "Russian with Latin words"), ("Ինչպես կառուցել տուն", "Armenian"),
      ("שלום, מה שלומך?", "Hebrew"), ("मैं घर कैसे बनाऊँ?", "Hindi"), ("ฉันจะสร้างบ้านได้อย่างไร", "Thai"),
      ("家を建てる方法は？プログラムを書く", "Japanese"), ("집을 어떻게 지어요?", "Korean"), ("Điều này thật tuyệt vời", "Vietnamese"),
    ])
  func scripts(text: String, reason: String) {
    let views = TextNormaliser.views(of: text)
    #expect(views.count == 1, "\(reason): \(views)")
    // A full-width question mark becomes an ASCII one.
    #expect(views[0].text == text.replacing("？", with: "?"), "\(reason)")
  }
}
