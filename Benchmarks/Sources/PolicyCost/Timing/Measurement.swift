/// What one case cost, in microseconds of CPU.
struct Measurement: Encodable {
  let name: String
  /// The fastest sample: other work on the machine only ever adds time.
  let best: Double
  let median: Double
  let samples: Int
  let facts: [String: Double]

  init(_ measured: MeasuredCase, samples: [Double]) {
    let sorted = samples.sorted()
    name = measured.name
    best = sorted[0]
    median = sorted[sorted.count / 2]
    self.samples = sorted.count
    facts = measured.facts
  }
}
