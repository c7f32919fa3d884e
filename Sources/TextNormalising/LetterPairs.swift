/// How usual one letter is after another in English words: a measure of whether something reads like words.
///
/// Costs are -8 ln P in whole numbers, from 0 to 61, of pairs within words, their borders included; counted over the
/// prompts and answers written for this project (docs/normalisation.md). English words cost 17 to 25 a pair, letters
/// at random 35, the letters of English in random order 28.
enum LetterPairs {
  /// Stands for a word's border.
  static let border = 26
  /// The most that each pair of a word may cost on average to read as one.
  static let readable = 24

  /// Costs by `first << 5 | second`, letters from 0 to 25 and `border`.
  static let costs: [UInt8] = {
    var costs = [UInt8](repeating: 0, count: 1024)
    for (first, row) in rows.split(separator: "\n").enumerated() {
      for (second, code) in row.utf8.enumerated() { costs[first << 5 | second] = value(of: code) }
    }
    return costs
  }()

  /// What a pair gains by being read as rot13 (upper half) and backwards (lower half, signed), as `costs` is indexed.
  static let gains: [Int64] = {
    var gains = [Int64](repeating: 0, count: 1024)
    for first in 0...border {
      for second in 0...border where first != border || second != border {
        let plain = Int64(costs[first << 5 | second])
        let moved = Int64(costs[moved(first) << 5 | moved(second)])
        let backwards = Int64(costs[second << 5 | first])
        gains[first << 5 | second] = (plain - moved) << 32 + (plain - backwards)
      }
    }
    return gains
  }()

  /// The number of the letter that a byte is, in either case; `border` for any other byte.
  @inline(__always)
  static func letter(_ byte: UInt8) -> Int {
    let folded = byte | 0x20
    return folded >= 0x61 && folded <= 0x7A ? Int(folded) - 0x61 : border
  }

  /// The costs of a word's pairs, and how many pairs there are; what is no letter is a border.
  static func cost(of word: some Sequence<UInt8>) -> (sum: Int, pairs: Int) {
    var last = border
    var sum = 0
    var pairs = 0
    for byte in word {
      let next = letter(byte)
      if last != border || next != border {
        sum += Int(costs[last << 5 | next])
        pairs += 1
      }
      last = next
    }
    if last != border {
      sum += Int(costs[last << 5 | border])
      pairs += 1
    }
    return (sum, pairs)
  }

  /// Whether words cost at most `limit` a pair on average.
  static func reads(_ words: some Sequence<UInt8>, limit: Int = readable) -> Bool {
    let (sum, pairs) = cost(of: words)
    return pairs > 0 && sum <= pairs * limit
  }

  private static func moved(_ letter: Int) -> Int { letter == border ? border : (letter + 13) % 26 }

  private static func value(of code: UInt8) -> UInt8 {
    switch code {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): code - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): code - UInt8(ascii: "A") + 10
    default: code - UInt8(ascii: "a") + 36
    }
  }

  /// A row for each first letter, its border last; a column for each second; digits 0-9A-Za-z.
  private static let rows = """
    nTNPqZSpOyUIQGxSzHLHVXbmPlQ
    GYqsDwzrKizHqvEzzJWfJuvzTzQ
    HzYvHzzFOzKPzzEyzMcKRxzzaxR
    MlnYElcoIvuYfbMpzPPqVhmzWx8
    MgTLRacmawkPVJfXpFIPjXbWesC
    ItyzGLrzEzzOzzGzzKkNLzwzczJ
    NoztFxWKMzzUoUOnzLTnPzzzbz8
    FgwkBuzzGzzgkiEvzSeOTztzWzG
    TaLPOWRvyrcMRBNXrQJKnSzhwiW
    FxoiCoxiRoeooiBgxxaxBooxxxS
    UoslAkkgEznXhQbizhKgbzlzbzA
    IlhPEboyHzbHfrJdzqSVVglzOzF
    ERsuClzzHzzjRgIMzmTrQzrzXzG
    PqQKIcFpOoYepXPqzvMHZcyzYvD
    ZYUSbWWmWtWNMFORzHQMIVOheuN
    GqomFpxQLzxHosHPzIRRQzyzazJ
    huuuuuuuluuVuuuuudif1iluuuS
    JhaSDjZnJzYbVVKfzWLPTclzRzE
    RnTmIyrOOzaYaeQUouPGTzbzfz8
    MobzEowIHzzaklLszNNTTzbzVvB
    TVSSOgPzQvjJOGkQzFGIzrzphtW
    Kzyu4zwzCzzpwzLuzoizizzzhzX
    EosgElzGHztevOGvzQQpzzvyhzH
    LlOsKsmcHzjzpsdCzslFUzsdZsC
    acdjOkkzUzvaXcNVzcNYszezzz3
    IfuuAubdHulTelJuuhhbPlZlPMG
    MNKNRPSPScYPOSSMhPILYYOxep0
    """
}
