import Console
import Testing

@Suite struct ConsoleSessionsTests {
  private let clock = ConsoleHarness.Clock()
  private let user = ConsoleUser(name: "rita", role: .reviewer)

  private func sessions(_ change: (inout ConsoleSessions.Limits) -> Void = { _ in }) -> ConsoleSessions {
    var limits = ConsoleSessions.Limits()
    change(&limits)
    let clock = clock
    return ConsoleSessions(limits: limits, now: { clock.now })
  }

  @Test("a session ends when it is not used, and use keeps it alive")
  func idle() {
    let sessions = sessions { $0.idle = .seconds(60) }
    let secret = sessions.begin(user)
    for _ in 0..<5 {
      clock.advance(by: .seconds(59))
      #expect(sessions.visitor(showing: secret)?.user == user)
    }
    clock.advance(by: .seconds(60))
    #expect(sessions.visitor(showing: secret) == nil)
    #expect(sessions.count == 0)
  }

  @Test("no session lasts longer than it may, however much it is used")
  func whole() {
    let sessions = sessions {
      $0.idle = .seconds(60)
      $0.whole = .seconds(100)
    }
    let secret = sessions.begin(user)
    clock.advance(by: .seconds(50))
    #expect(sessions.visitor(showing: secret) != nil)
    clock.advance(by: .seconds(50))
    #expect(sessions.visitor(showing: secret) == nil)
  }

  @Test("there are no more than there may be: the one that was not used for longest goes")
  func bound() {
    let sessions = sessions { $0.count = 3 }
    var secrets: [String] = []
    for _ in 0..<3 {
      secrets.append(sessions.begin(user))
      clock.advance(by: .seconds(1))
    }
    _ = sessions.visitor(showing: secrets[0])
    clock.advance(by: .seconds(1))
    secrets.append(sessions.begin(user))
    #expect(secrets.map { sessions.visitor(showing: $0) != nil } == [true, false, true, true])
  }

  @Test("a session that was left, and those of people who may no longer come, are gone")
  func ends() {
    let sessions = sessions()
    let (first, second) = (sessions.begin(user), sessions.begin(ConsoleUser(name: "vic", role: .viewer)))
    sessions.end(first)
    #expect(sessions.visitor(showing: first) == nil)
    sessions.keepOnly([ConsoleUser(name: "vic", role: .reviewer)])
    #expect(sessions.visitor(showing: second) == nil, "another role is another login")
    #expect(sessions.visitor(showing: "") == nil)
  }
}
