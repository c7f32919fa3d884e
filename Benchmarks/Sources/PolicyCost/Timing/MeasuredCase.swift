/// Something whose cost is measured.
struct MeasuredCase {
  /// What the report knows it by.
  let name: String
  /// What one call is counted as: the cost of a call is divided by it.
  let divisor: Double
  /// Facts for the report, such as how many views a text has.
  let facts: [String: Double]
  /// Does it once; returns a number that depends on all that was done, so that none of it is left out.
  let body: () -> Int

  init(_ name: String, divisor: Double = 1, facts: [String: Double] = [:], body: @escaping () -> Int) {
    self.name = name
    self.divisor = divisor
    self.facts = facts
    self.body = body
  }
}
