import Console
import Testing

@Suite struct ChartScaleTests {
  @Test(
    "ends at a round number above what has to fit, with four to six lines",
    arguments: [0.0, 0.003, 0.02, 0.071, 0.5, 1, 3, 7, 19, 99, 101, 387, 4_123, 999_999])
  func rounds(highest: Double) {
    let scale = ChartScale(highest: highest, least: 0.02)
    #expect(scale.top >= max(highest, 0.02) * 0.999)
    #expect((4...7).contains(scale.ticks.count), "\(scale)")
    #expect(scale.ticks.first == 0 && scale.ticks.last == scale.top)
    #expect(scale.share(highest) >= 0.4 || highest < 0.02, "the picture is used")
  }

  @Test("counts have whole numbers on their axis")
  func whole() {
    for highest in [0.0, 1, 2, 3, 5, 9, 14] {
      let scale = ChartScale(highest: highest, least: 4, isWhole: true)
      #expect(scale.ticks.allSatisfy { $0 == $0.rounded() }, "\(scale)")
    }
  }
}
