import Console
import Testing

@Suite struct ChartTimesTests {
  @Test("names columns by their dates in UTC, over the ends of months, years and leap days")
  func names() {
    let days = ChartTimes(period: .month)
    #expect(days.name(0) == "Thu 1 Jan")
    #expect(days.name(951_782_400_000) == "Tue 29 Feb")
    #expect(days.name(1_735_603_200_000) == "Tue 31 Dec")
    #expect(ChartTimes(period: .day).name(1_795_269_600_000) == "Sat 21 Nov, 14:00–15:00")
    #expect(ChartTimes(period: .week).name(1_795_284_000_000) == "Sat 21 Nov, 18:00–24:00")
  }

  @Test("a period ends with the column of now and has all its columns", arguments: OverviewPeriod.allCases)
  func ranges(period: OverviewPeriod) {
    let range = period.range(now: ConsoleHarness.now)
    #expect(range.contains(ConsoleHarness.now))
    #expect(range.upperBound - ConsoleHarness.now <= period.columnMilliseconds)
    #expect(range.upperBound - range.lowerBound == period.columnMilliseconds * Int64(period.columns))
  }
}
