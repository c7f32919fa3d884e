import Classifiers
import Foundation
import Policy
import Proxy
import StandIn
import Taxonomy
import Testing
import evenkeel

@Suite struct DemonstrationTests {
  private let classifier: NgramClassifier
  private let policy: CompiledPolicy

  init() throws {
    classifier = try NgramClassifier.embedded()
    policy = try #require(try PolicyFolder.load(Checkout.root + "/policies").policy(named: ServeSettings().policyName))
  }

  private func decision(on prompt: String) throws -> Decision {
    let text = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: prompt)
    return policy.decide(prompt: try classifier.judge(prompt: [text]))
  }

  private func harm(of prompt: String) throws -> Double {
    let text = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: prompt)
    return try classifier.judge(prompt: [text]).harm
  }

  @Test("answers the first prompt, and withholds nothing of the answer")
  func answered() throws {
    let prompt = DemoText.answered
    let answer = StandInSpeech.answer(to: prompt)
    #expect(try decision(on: prompt).action == .allow)
    #expect(policy.decide(answer: try classifier.judge(answer: answer, to: prompt)).action == .allow)
    #expect(try classifier.detectRefusal(in: answer, to: prompt).kind == .none)
  }

  @Test("refuses the second by the shipped policy")
  func refused() throws {
    #expect(try decision(on: DemoText.refusedByPolicy).withholds)
  }

  @Test("lets the third through, and suspects the stand-in's refusal of being a false one")
  func overRefused() throws {
    let prompt = DemoText.overRefused
    let answer = StandInSpeech.answer(to: prompt)
    #expect(try decision(on: prompt).action == .allow)
    #expect(policy.decide(answer: try classifier.judge(answer: answer, to: prompt)).action == .allow)
    let refusal = try classifier.detectRefusal(in: answer, to: prompt).kind
    #expect(policy.isSuspectedFalseRefusal(promptHarm: try harm(of: prompt), refusal: refusal))
  }

  @Test("prints the address that it listens on, in requests that can be pasted")
  func text() {
    let plain = DemoText.text(
      location: .network(host: "127.0.0.1", port: 8642), operators: .network(host: "127.0.0.1", port: 8643),
      token: "ekc-0", usesTLS: false, hasKeys: false, data: "./evenkeel-data")
    #expect(plain.contains("http://127.0.0.1:8642/v1/chat/completions"))
    #expect(plain.contains("evenkeel refusals list\n"))
    #expect(plain.contains("http://127.0.0.1:8643/console/login#ekc-0\n"), "browsers keep the fragment to themselves")
    #expect(plain.components(separatedBy: "curl -s ").count == 4)
    let other = DemoText.text(
      location: .unixSocket(path: "/tmp/a.sock"), operators: .unixSocket(path: "/tmp/b.sock"), token: "ekc-0",
      usesTLS: false, hasKeys: true, data: "/srv/data")
    #expect(other.contains("--unix-socket /tmp/a.sock"))
    #expect(other.contains("authorization: Bearer"))
    #expect(other.contains("evenkeel refusals list --data /srv/data"))
  }
}
