/// Measures cases in turn: A B C, A B C, so that what disturbs the machine for a while disturbs all of them.
struct Stopwatch {
  /// Microseconds that one sample takes at least.
  private static let sampleLength = 400.0
  /// Samples of each case, however long they take.
  private static let fewest = 3

  /// Seconds of CPU spent on a group of cases.
  let seconds: Double

  func measure(_ cases: [MeasuredCase]) -> [Measurement] {
    let counts = cases.map(Self.calls)
    var samples = cases.map { _ in [Double]() }
    let start = ThreadClock.now
    while samples[0].count < Self.fewest || ThreadClock.now - start < seconds * 1e6 {
      for index in cases.indices {
        samples[index].append(Self.sample(cases[index], calls: counts[index]) / cases[index].divisor)
      }
    }
    return zip(cases, samples).map { Measurement($0, samples: $1) }
  }

  /// How many calls make a sample.
  private static func calls(of measured: MeasuredCase) -> Int {
    let once = sample(measured, calls: 1)
    return once >= sampleLength ? 1 : Int(sampleLength / max(once, 0.05)) + 1
  }

  /// Microseconds a call, after one that counts for nothing: the case before has filled the caches with its own.
  private static func sample(_ measured: MeasuredCase, calls: Int) -> Double {
    var sum = measured.body()
    let start = ThreadClock.now
    for _ in 0..<calls { sum &+= measured.body() }
    let taken = ThreadClock.now - start
    Sink.take(sum)
    return taken / Double(calls)
  }
}
