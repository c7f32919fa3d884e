import Console
import Testing

@Suite struct ProportionTests {
  /// Computed with statsmodels' `proportion_confint(method="wilson")`.
  @Test(
    "the interval is Wilson's",
    arguments: [
      (0, 10, 0.0, 0.277533), (5, 10, 0.236593, 0.763407), (10, 10, 0.722467, 1.0), (61, 2541, 0.018740, 0.030707),
    ])
  func wilson(count: Int, total: Int, low: Double, high: Double) throws {
    let interval = try #require(Proportion(count, of: total).interval)
    #expect(abs(interval.lowerBound - low) < 1e-4 && abs(interval.upperBound - high) < 1e-4, "\(interval)")
  }

  @Test("holds the value for any counts, and lies between 0 and 1")
  func bounds() throws {
    for total in [1, 2, 3, 7, 50, 1_000, 1_000_000] {
      for count in [0, 1, total / 3, total - 1, total] {
        let proportion = Proportion(count, of: total)
        let (value, interval) = (try #require(proportion.value), try #require(proportion.interval))
        #expect(interval.contains(value) && interval.lowerBound >= 0 && interval.upperBound <= 1)
      }
    }
    #expect(Proportion(3, of: 0).value == nil && Proportion(3, of: 0).interval == nil)
  }
}
