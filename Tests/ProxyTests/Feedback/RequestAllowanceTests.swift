import NIOCore
import Proxy
import Testing

@Suite struct RequestAllowanceTests {
  private static func time(_ seconds: Double) -> NIODeadline {
    .uptimeNanoseconds(UInt64(1e12) + UInt64(seconds * 1e9))
  }

  @Test("all of a minute's requests may come at once, and from then on in equal shares")
  func shares() {
    var allowance = RequestAllowance(perMinute: 3)
    let rows: [(second: Double, wait: Int?, reason: String)] = [
      (0, nil, "the first"), (0, nil, "the second"), (0, nil, "the last at once"), (0, 20, "one comes back in 20 s"),
      (0.5, 20, "19.5 s, rounded up"), (19.5, 1, "never 0"), (20, nil, "it is back"), (20, 20, "and used"),
      (100, nil, "all are back"), (100, nil, "the second"), (100, nil, "the third"), (100, 20, "no more than three"),
    ]
    for row in rows { #expect(allowance.use(now: Self.time(row.second)) == row.wait, "\(row.reason)") }
  }

  @Test(
    "in no minute are there more than so many, and whoever waits as told is served", arguments: [1, 2, 60, 1_000_000])
  func bounds(perMinute: Int) {
    var random = SplitMix(seed: UInt64(perMinute))
    var allowance = RequestAllowance(perMinute: perMinute)
    var (now, served): (Double, [Double]) = (0, [])
    for _ in 0..<5_000 {
      now += Double(random.below(1_000)) / 1_000 * 60 / Double(min(perMinute, 500))
      if let wait = allowance.use(now: Self.time(now)) {
        #expect((1...60).contains(wait))
        guard random.below(10) == 0 else { continue }
        now += Double(wait)
        #expect(allowance.use(now: Self.time(now)) == nil, "told to wait \(wait) s")
      }
      served.append(now)
    }
    // A full share may be left at the minute's start, and another grows back within it.
    for index in served.indices where index >= 2 * perMinute {
      #expect(served[index] - served[index - 2 * perMinute] > 59.99)
    }
    #expect(served.count > 500)
  }
}
