import Policy
import Testing

@Suite struct PersonalDataStreamTests {
  /// A text from pieces of the tables, of separators, and of characters that matter to the recognisers.
  private static func text(_ random: inout SeededGenerator) -> String {
    let rows = MarkedText.found + MarkedText.nearMisses
    let glue = [
      " ", "  ", "\n", ". ", ", ", ": ", "", "-", "/", "(", ")", "@", "+", "://", "=", "\"", "é", "中文", "🙂", "0",
      "tel ",
      "-----BEGIN PRIVATE KEY-----\n", "MIIEvQIBADANBgkqhkiG9w0B", "\n-----END PRIVATE KEY-----",
      "eyJhbGciOiJIUzI1NiJ9.",
      "sk-", "ssn ", "http", "a.b", "00", "‑",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let row = rows.randomElement(using: &random)?.text ?? ""
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text += row
      case 1: text += row.prefix(Int.random(in: 0...row.count, using: &random))
      case 2: text += row.suffix(Int.random(in: 0...row.count, using: &random))
      default: break
      }
      for _ in 0..<Int.random(in: 0...3, using: &random) { text += glue.randomElement(using: &random) ?? "" }
    }
    return text
  }

  /// What a stream makes of the text in these pieces: held text is looked at with at most `contextBytes` before it.
  private static func streamed(
    _ pieces: [[UInt8]], _ finder: PersonalDataFinder, mostHeld: inout Int
  ) -> [PersonalDataMatch] {
    var matches: [PersonalDataMatch] = []
    var buffer: [UInt8] = []
    var dropped = 0
    var released = 0
    for piece in pieces {
      buffer += piece
      let scan = finder.scan(buffer, from: released)
      matches += scan.matches.map { shifted($0, by: dropped) }
      released = scan.openTail
      mostHeld = max(mostHeld, buffer.count - released)
      let drop = max(0, released - PersonalDataFinder.contextBytes)
      buffer.removeFirst(drop)
      (dropped, released) = (dropped + drop, released - drop)
    }
    return matches + finder.find(in: buffer, from: released).map { shifted($0, by: dropped) }
  }

  private static func shifted(_ match: PersonalDataMatch, by bytes: Int) -> PersonalDataMatch {
    PersonalDataMatch(kind: match.kind, range: match.range.lowerBound + bytes..<match.range.upperBound + bytes)
  }

  private static func pieces(_ text: String, _ random: inout SeededGenerator) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    let longest = [1, 3, 20].randomElement(using: &random) ?? 1
    var rest = Array(text.unicodeScalars)[...]
    while !rest.isEmpty {
      let count = min(rest.count, Int.random(in: 1...longest, using: &random))
      pieces.append(rest.prefix(count).flatMap { Array(String($0).utf8) })
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  @Test("any pieces of a text give the matches of the whole, and little is held", arguments: 0..<8)
  func anyPieces(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let all = PersonalDataFinder(Set(PersonalDataKind.allCases))
    for _ in 0..<400 {
      let text = Self.text(&random)
      let kinds = Set(PersonalDataKind.allCases.filter { _ in Bool.random(using: &random) })
      let finder = Bool.random(using: &random) ? all : PersonalDataFinder(kinds)
      var held = 0
      let found = Self.streamed(Self.pieces(text, &random), finder, mostHeld: &held)
      #expect(found == finder.find(in: text), "\(text.debugDescription) for \(finder.kinds)")
      #expect(held <= finder.longestMatchBytes + PersonalDataFinder.lookaheadBytes, "\(text.debugDescription)")
    }
  }

  @Test("a cut at any place gives the matches of the whole", arguments: MarkedText.found)
  func anyCut(_ row: MarkedText) {
    let finder = PersonalDataFinder(Set(PersonalDataKind.allCases))
    let scalars = Array(row.text.unicodeScalars)
    for cut in 0...scalars.count {
      let pieces = [scalars[..<cut], scalars[cut...]].map { $0.flatMap { Array(String($0).utf8) } }
      var held = 0
      #expect(Self.streamed(pieces, finder, mostHeld: &held) == finder.find(in: row.text), "cut at \(cut)")
    }
  }

  @Test("matches are in order, apart, not empty, on scalars' borders, and within the bounds", arguments: 8..<12)
  func shape(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let finder = PersonalDataFinder(Set(PersonalDataKind.allCases))
    for _ in 0..<400 {
      let text = Self.text(&random)
      let bytes = Array(text.utf8)
      var end = 0
      for match in finder.find(in: text) {
        #expect(match.range.lowerBound >= end && !match.range.isEmpty, "\(text.debugDescription)")
        #expect(match.range.count <= match.kind.longestMatchBytes, "\(match) in \(text.debugDescription)")
        for edge in [match.range.lowerBound, match.range.upperBound] where edge < bytes.count {
          #expect(bytes[edge] & 0xC0 != 0x80, "\(match) in \(text.debugDescription)")
        }
        end = match.range.upperBound
      }
    }
  }

  @Test("bytes of any sort do no harm")
  func anyBytes() {
    var random = SeededGenerator(seed: 99)
    let finder = PersonalDataFinder(Set(PersonalDataKind.allCases))
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let scan = finder.scan(bytes)
      #expect(scan.openTail <= bytes.count && scan.matches.allSatisfy { $0.range.upperBound <= scan.openTail })
    }
  }

  @Test(
    "what may still become a match is held, and nothing else",
    arguments: [
      ("", 0, "nothing"), ("Hello there. ", 13, "prose that ended"), ("Hello there", 6, "a word may be an address"),
      ("Hello ana@exam", 6, "an address"), ("Hello ana@example.com", 6, "its host may go on"),
      ("Hello ana@example.com ", 22, "an address that ended"), ("card 4111 1111 11", 5, "a card"),
      ("see https://", 9, "a password may follow"), ("see https://example.com/", 24, "none follows"),
      ("end.\n---", 5, "a key's header"),
    ])
  func tails(_ text: String, _ tail: Int, _ reason: String) {
    #expect(PersonalDataFinder(Set(PersonalDataKind.allCases)).openTail(of: text) == tail, "\(reason)")
  }

  @Test("nothing is held for kinds that are not wanted")
  func unwanted() {
    #expect(PersonalDataFinder([.creditCard]).openTail(of: "some words and") == 14)
    let none = PersonalDataFinder([]).scan("ana@example.com")
    #expect(none.matches.isEmpty && none.openTail == 15)
  }

  @Test("where a URL carries credentials, they win over the address that their end and the host look like")
  func overlap() {
    let url = "https://alice:s3cr3t-Pa55@example.com/x"
    let both = PersonalDataFinder([.email, .urlCredentials]).find(in: url)
    #expect(both == [PersonalDataMatch(kind: .urlCredentials, range: 8..<25)])
    let one = PersonalDataFinder([.email]).find(in: url)
    #expect(one == [PersonalDataMatch(kind: .email, range: 14..<37)])
  }
}
