import Console
import Testing

@Suite struct LoginLimiterTests {
  private let clock = ConsoleHarness.Clock()

  @Test("an address that fails too often waits, and others do not")
  func burst() {
    let clock = clock
    let limiter = LoginLimiter(now: { clock.now })
    for _ in 0..<LoginLimiter.burst {
      #expect(limiter.allows("10.0.0.1"))
      limiter.noteFailure("10.0.0.1")
    }
    #expect(!limiter.allows("10.0.0.1"))
    #expect(limiter.allows("10.0.0.2"))
    clock.advance(by: .seconds(LoginLimiter.secondsPerFailure))
    #expect(limiter.allows("10.0.0.1"))
    limiter.noteFailure("10.0.0.1")
    #expect(!limiter.allows("10.0.0.1"))
  }

  @Test("many addresses together are bounded, too")
  func addresses() {
    let clock = clock
    let limiter = LoginLimiter(now: { clock.now })
    for number in 0..<5_000 { limiter.noteFailure("address \(number)") }
    #expect(!limiter.allows("a new one"), "those without a bucket of their own share one")
    clock.advance(by: .seconds(3_600))
    #expect(limiter.allows("a new one"))
  }
}
