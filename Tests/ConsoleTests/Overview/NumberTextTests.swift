import Console
import Testing

@Suite struct NumberTextTests {
  @Test("writes numbers as English readers expect them, as exact as is of use")
  func texts() {
    #expect(
      [0, 999, 1_000, 1_234_567, -12_345].map(NumberText.grouped) == ["0", "999", "1,000", "1,234,567", "−12,345"])
    let shares = [0, 0.00034, 0.0049, 0.00996, 0.024, 0.0994, 0.0996, 0.314, 1]
    #expect(
      shares.map { NumberText.percent($0).dropLast(2) }
        == ["0", "0.03", "0.49", "1.0", "2.4", "9.9", "10", "31", "100"])
    #expect([0, 4, 1.5, 1_000, 1_500, 2_500_000].map(NumberText.short) == ["0", "4", "1.5", "1k", "1.5k", "2.5M"])
    #expect(NumberText.fixed(-0.05, 2) == "−0.05" && NumberText.fixed(0.005, 2) == "0.01")
    #expect(NumberText.fixed(.infinity, 1) == "–" && NumberText.fixed(.nan, 1) == "–")
    #expect(NumberText.place(-0.5) == "-0.50", "a place in a picture is read by a machine")
  }
}
