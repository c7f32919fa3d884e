import Taxonomy
import Testing

@Suite struct DecisionIDTests {
  /// A seeded generator (SplitMix64, Steele et al. 2014), so that a failing case can be run again.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }

  @Test("every id reads back from its text, in either case, with its time")
  func roundTrip() throws {
    var random = SplitMix(state: 1)
    for _ in 0..<2000 {
      let milliseconds = random.next() >> UInt64.random(in: 16...63, using: &random)
      let id = DecisionID(milliseconds: milliseconds, random: (random.next(), random.next()))
      #expect(id.milliseconds == milliseconds)
      #expect(DecisionID(id.description) == id)
      #expect(DecisionID(id.description.uppercased()) == id)
      #expect(id.description == id.description.lowercased() && id.description.utf8.count == 36)
    }
  }

  @Test("the text has the shape of a UUID version 7")
  func shape() {
    let zeros = DecisionID(milliseconds: 0x0190_0000_0001, random: (0, 0))
    #expect(zeros.description == "01900000-0001-7000-8000-000000000000")
    let ones = DecisionID(milliseconds: .max, random: (.max, .max))
    #expect(ones.description == "ffffffff-ffff-7fff-bfff-ffffffffffff")
  }

  @Test("ids sort by their time, as text too")
  func order() {
    var random = SplitMix(state: 2)
    let ids = (0..<500).map { _ in
      DecisionID(milliseconds: random.next() >> 20, random: (random.next(), random.next()))
    }
    let byTime = ids.sorted { $0.milliseconds < $1.milliseconds }
    #expect(ids.sorted { $0.description < $1.description }.map(\.milliseconds) == byTime.map(\.milliseconds))
  }

  @Test("the random bits that are kept tell ids of one millisecond apart")
  func differ() {
    let first = DecisionID(milliseconds: 7, random: (0, 0))
    #expect(DecisionID(milliseconds: 7, random: (1, 0)) != first)
    #expect(DecisionID(milliseconds: 7, random: (0, 1)) != first)
    #expect(DecisionID(milliseconds: 7, random: (0x0FFF, 0)) != first)
    #expect(DecisionID(milliseconds: 7, random: (0, 1 << 61)) != first)
    #expect(DecisionID(milliseconds: 7, random: (0x1000, 1 << 62)) == first, "version and variant stand there")
  }

  @Test(
    "what is no UUID version 7 is no id",
    arguments: [
      ("", "nothing"),
      ("01900000-0001-7000-8000-00000000000", "a digit short"),
      ("01900000-0001-7000-8000-0000000000000", "a digit long"),
      ("01900000-0001-4000-8000-000000000000", "version 4"),
      ("01900000-0001-8000-8000-000000000000", "version 8"),
      ("01900000-0001-7000-0000-000000000000", "the variant of before the standard"),
      ("01900000-0001-7000-c000-000000000000", "another variant"),
      ("01900000-0001-7000-8000-00000000000g", "no digit"),
      ("01900000_0001-7000-8000-000000000000", "another separator"),
      ("019000000-001-7000-8000-000000000000", "a separator in another place"),
      ("0190000000017000800000000000000000-0", "without separators"),
      ("{1900000-0001-7000-8000-00000000000}", "in braces"),
      ("01900000-0001-7000-8000-0000000000\u{FF10}", "a digit that is not ASCII"),
      ("01900000-0001-7000-8000-00000000000 ", "a blank"),
    ])
  func refused(text: String, reason: String) {
    #expect(DecisionID(text) == nil, "\(reason)")
  }
}
