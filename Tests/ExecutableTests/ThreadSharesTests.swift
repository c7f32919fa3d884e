import Testing
import evenkeel

@Suite struct ThreadSharesTests {
  @Test(
    "shares the cores between event loops and the classifier",
    arguments: [
      (nil, nil, 8, 8192, 8, 1, "it judges on the loops"), (nil, nil, 8, 0, 2, 6, "it never does"),
      (nil, nil, 1, 0, 1, 1, "one core for both"), (3, nil, 8, 8192, 3, 5, "the cores beyond the loops"),
      (16, nil, 8, 0, 16, 1, "more loops than cores"), (nil, 2, 8, 0, 2, 2, "what is said counts"),
      (5, 7, 8, 0, 5, 7, "both are said"),
    ] as [(Int?, Int?, Int, Int, Int, Int, String)])
  func shares(
    serving: Int?, judging: Int?, cores: Int, inline: Int, loops: Int, threads: Int, reason: String
  ) {
    let shares = ThreadShares(serving: serving, judging: judging, cores: cores, inlineByteLimit: inline)
    #expect(shares.serving == loops && shares.judging == threads, "\(reason)")
  }
}
