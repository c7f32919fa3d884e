import Policy
import Testing

@Suite struct ExpressionTests {
  /// A pattern, a text, and what of the text matches.
  struct Case: Sendable, CustomTestStringConvertible {
    var pattern: String
    var text: String
    var matches: [String]
    var reason: String
    var testDescription: String { reason }

    init(_ pattern: String, _ text: String, _ matches: [String], _ reason: String) {
      (self.pattern, self.text, self.matches, self.reason) = (pattern, text, matches, reason)
    }
  }

  @Test(
    "a pattern means what it means elsewhere",
    arguments: [
      Case("abc", "xABCx abc", ["ABC", "abc"], "case is ignored unless the pattern says otherwise"),
      Case("(?-i)abc", "ABC abc", ["abc"], "it can say so"),
      Case("(?-i:a)bc", "ABC aBC", ["aBC"], "and for a part of it"),
      Case("a(?-i)b|C", "AB Ab C c", ["Ab", "C"], "flags hold to the end of the group, alternatives included"),
      Case("a(?:(?-i)b)C", "abc aBc abC", ["abc", "abC"], "and no further"),
      Case("a|ab|abc", "abcd", ["abc"], "the longest alternative wins"),
      Case("(a|ab)(c|bcd)", "abcd", ["abcd"], "the longest match wins as a whole"),
      Case("a{2}", "aaaaa", ["aa", "aa"], "matches follow each other"),
      Case("a{2,3}b", "ab aab aaab aaaab", ["aab", "aaab", "aaab"], "bounds"),
      Case("a{2,}", "a aa aaa", ["aa", "aaa"], "no upper bound"),
      Case("colou?r", "color colour", ["color", "colour"], "an optional letter"),
      Case("[a-c]+", "abcdcba", ["abc", "cba"], "a range"),
      Case("[^a-c]+", "abcxyzabc", ["xyz"], "a class turned round"),
      Case("[a\\]\\-z]+", "a]-zb", ["a]-z"], "escapes in brackets"),
      Case("[-a]+[a-]+", "-a-a", ["-a-a"], "a hyphen at either end is one"),
      Case("[\\d\\s]+", "a1 2b", ["1 2"], "classes in brackets"),
      Case("[^\\w]+", "a, b", [", "], "and turned round"),
      Case(".+", "one\ntwo", ["one", "two"], "a dot is no line feed"),
      Case("(?s).+", "one\ntwo", ["one\ntwo"], "unless it is told to be"),
      Case("^one|two$", "one two one two", ["one", "two"], "anchors are the text's ends"),
      Case("^two", "one\ntwo", [], "and not a line's"),
      Case("(?m)^two$", "one\ntwo\nthree", ["two"], "unless they are told to be"),
      Case("one$", "one\n", [], "not even before a last line feed"),
      Case("\\Aone\\z", "one", ["one"], "other names of the anchors"),
      Case("\\bcat\\b", "cat concat, cat_ cat", ["cat", "cat"], "word borders"),
      Case("\\Bcat\\b", "cat concat", ["cat"], "and their opposite"),
      Case("\\bстол\\b", "столы стол", ["стол"], "word borders in Cyrillic"),
      Case("\\d+", "a12 ٣٤", ["12", "٣٤"], "digits of all scripts"),
      Case("\\w+", "naïve café_1", ["naïve", "café_1"], "letters of all scripts"),
      Case("\\S+", "a\u{3000}b", ["a", "b"], "white space of all scripts"),
      Case("[а-я]+", "Привет, мир", ["Привет", "мир"], "ranges of other scripts ignore case too"),
      Case("é", "É", ["É"], "and letters"),
      Case("k", "\u{212A}", ["\u{212A}"], "the Kelvin sign is a k"),
      Case("[^k]", "\u{212A}", [], "in classes turned round too"),
      Case("[\u{212A}]", "kK", ["k", "K"], "whichever the pattern has"),
      Case("😀+", "😀😀", ["😀😀"], "a scalar beyond the first plane is one character"),
      Case("^.$", "😀", ["😀"], "for the dot too"),
      Case("[\\x41-\\x{43}\\u0064]+", "abcde", ["abcd"], "scalars by number"),
      Case("a\\.b\\*\\\\", "a.b*\\ axb", ["a.b*\\"], "escaped punctuation"),
      Case("a\\tb\\nc", "a\tb\nc", ["a\tb\nc"], "control characters"),
      Case("(?i)(?:(a)|b){2}", "AB", ["AB"], "groups in groups"),
      Case("x*y", "xxxz xxy", ["xxy"], "what began in vain is forgotten"),
      Case("(a+)+$", "baaa", ["aaa"], "nested repetitions"),
      Case("(a*b*)*c", "abbac", ["abbac"], "of what may be empty"),
      Case("(?:){5}a", "a", ["a"], "of nothing"),
      Case("}]a", "}]A", ["}]A"], "closing brackets alone are characters"),
    ])
  func table(_ example: Case) throws {
    let set = try ExpressionSet([TextExpression(example.pattern)])
    let utf8 = Array(example.text.utf8)
    let found = set.ranges(of: 0, in: example.text).map { String(decoding: utf8[$0], as: UTF8.self) }
    #expect(found.map { Array($0.unicodeScalars) } == example.matches.map { Array($0.unicodeScalars) })
    #expect(set.matching(in: example.text).contains(0) == !example.matches.isEmpty)
  }

  @Test(
    "what cannot be matched safely, or is not meant, is refused with its place",
    arguments: [
      ("a(?=b)", 1, "look-ahead is not supported"), ("a(?!b)", 1, "look-ahead is not supported"),
      ("(?<=a)b", 0, "look-behind is not supported"), ("é(?<!a)b", 1, "look-behind is not supported"),
      ("(a)\\1", 3, "a back-reference is not supported"), ("\\k<n>", 0, "a back-reference is not supported"),
      ("(?<n>a)", 0, "a named group is not supported: write `(?:`"),
      ("(?P<n>a)", 0, "a named group is not supported: write `(?:`"),
      ("(?>a)", 0, "an atomic group is not supported, and not needed: matching never goes back; write `(?:`"),
      ("(?R)", 0, "recursion is not supported"), ("(?#c)", 0, "a comment is not supported"),
      ("(?x)a", 2, "`x` is no flag: there are `i`, `m` and `s`"),
      ("a*?", 2, "a lazy repetition is not supported: the longest match counts"),
      ("a++", 2, "a possessive repetition is not supported, and not needed: matching never goes back"),
      ("a**", 2, "a repetition is repeated: write a group around it"),
      ("a{2}{3}", 4, "a repetition is repeated: write a group around it"),
      ("*a", 0, "nothing before `*` to repeat: write `\\*` for the character"),
      ("a|+", 2, "nothing before `+` to repeat: write `\\+` for the character"),
      ("(?i)?", 4, "nothing before `?` to repeat: write `\\?` for the character"),
      ("{2}", 0, "nothing before `{` to repeat: write `\\{` for a brace"),
      ("a{", 1, "`{` starts no repetition: write `\\{` for a brace"),
      ("a{x}", 1, "`{` starts no repetition: write `\\{` for a brace"),
      ("a{2", 1, "`{` starts no repetition: write `\\{` for a brace"),
      ("a{,2}", 2, "the least number is missing: write `{0,`"),
      ("a{3,2}", 1, "the most, 2, is less than the least, 3"),
      ("a{1001}", 2, "repeats more than 1000 times"),
      ("a{1,99999999999999999999}", 4, "repeats more than 1000 times"),
      ("^*a", 1, "an assertion cannot be repeated"), ("\\b+a", 2, "an assertion cannot be repeated"),
      ("(a", 0, "the group is not closed: `)` is missing"), ("(?i", 0, "the group is not closed: `)` is missing"),
      ("a)", 1, "`)` closes no group: write `\\)` for a parenthesis"),
      ("[a", 0, "the brackets are not closed: `]` is missing"), ("[", 0, "the brackets are not closed: `]` is missing"),
      ("[]a]", 0, "the brackets are empty: write `\\]` for a bracket"),
      ("[^]", 0, "the brackets are empty: write `\\]` for a bracket"),
      ("[^\\w\\W]", 0, "the brackets match no character"),
      ("[z-a]", 1, "the range ends before it starts"),
      ("[a-\\d]", 1, "a class cannot end a range: write `\\-` for a hyphen"),
      ("[\\d-a]", 1, "a class cannot start a range: write `\\-` for a hyphen"),
      ("[[:alpha:]]", 1, "a POSIX class is not supported: write `\\w`, `\\d`, `\\s` or a range"),
      ("[a[b]]", 2, "brackets within brackets: write `\\[` for a bracket"),
      ("[\\b]", 1, "`\\b` has no meaning in brackets"),
      ("a\\", 1, "the pattern ends in a backslash: write `\\\\`"),
      ("\\q", 0, "`\\q` is not supported"), ("\\é", 0, "`\\é` is not supported"),
      ("\\p{L}", 0, "a Unicode property is not supported: write `\\w`, `\\d`, `\\s` or a range"),
      ("\\x4", 0, "the hexadecimal number is not complete: write `\\x{…}`"),
      ("\\x{}", 0, "the hexadecimal number is not complete: write `\\x{…}`"),
      ("\\x{110000}", 0, "no Unicode scalar has this number"), ("\\uD800", 0, "no Unicode scalar has this number"),
      ("\\x{FFFFFFFFFFFFFFFF}", 0, "the hexadecimal number is not complete: write `\\x{…}`"),
      ("", 0, "the pattern can match without a single character, and so in every text"),
      ("a*", 0, "the pattern can match without a single character, and so in every text"),
      ("a|", 0, "the pattern can match without a single character, and so in every text"),
      ("^$", 0, "the pattern can match without a single character, and so in every text"),
    ])
  func refused(pattern: String, offset: Int, message: String) {
    let fault = #expect(throws: ExpressionFault.self) { try TextExpression(pattern) }
    #expect(fault == ExpressionFault(offset: offset, message: message))
  }

  @Test("a set tells each expression apart, beyond the 64th too")
  func set() throws {
    let expressions = try (0..<150).map { try TextExpression("word\($0)\\b|\\b\($0)x") }
    let set = try ExpressionSet(expressions)
    #expect(Array(set.matching(in: "word7 100x WORD149")) == [7, 100, 149])
    #expect(set.matching(in: "word 1 x").isEmpty)
    #expect(try ExpressionSet([]).matching(in: "any text").isEmpty)
  }

  @Test("the caller's wish about case holds where the pattern says nothing")
  func caseOption() throws {
    let set = try ExpressionSet([
      TextExpression("abc", ignoresCase: false), TextExpression("(?i)abc", ignoresCase: false),
      TextExpression("[a-c]{3}", ignoresCase: false),
    ])
    #expect(Array(set.matching(in: "ABC")) == [1])
    #expect(Array(set.matching(in: "abc")) == [0, 1, 2])
  }

  @Test("the longest match is known where there is one")
  func longest() throws {
    #expect(try TextExpression("ab{2,5}(c|de)?").longestMatch == 8)
    #expect(try TextExpression("ab*").longestMatch == nil)
    #expect(try TextExpression("(|b)\\ba").longestMatch == 2)
  }

  @Test("one set serves several threads")
  func threads() async throws {
    let expressions = try (0..<70).map { try TextExpression("(a|b)*word\($0) [0-9 ]+é|\\b\($0)y") }
    let set = try ExpressionSet(expressions + [TextExpression("(a|b)*a(a|b){13}c")])
    #expect(set.slowExpressions == [70])
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { round in
            let index = (task * 300 + round) % 70
            let text = "abaWORD\(index) 12É, ababababababababababc"
            return Array(set.matching(in: text)) == [index, 70] && set.ranges(of: 70, in: text).count == 1
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
