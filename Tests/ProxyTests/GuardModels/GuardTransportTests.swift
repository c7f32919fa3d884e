import FakeUpstream
import Foundation
import NIOCore
import NIOSSL
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("Reaching guard models") struct GuardTransportTests {
    private static func fixture(_ name: String) -> String {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/\(name)").path
    }

    private static let certificate = fixture("localhost-certificate.pem")

    private static func encrypted() async throws -> FakeUpstream {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
      let key = try NIOSSLPrivateKey(file: fixture("localhost-key.pem"), format: .pem)
      let context = try NIOSSLContext(
        configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
      return try await FakeUpstream.start { channel in
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
      }
    }

    /// How a guard model is addressed and what is trusted; without its own authorities nobody vouches for the
    /// certificate.
    static let ways: [(scheme: String, authorities: Bool, works: Bool, reason: String)] = [
      ("https://localhost", true, true, "the right name and a known authority"),
      ("https://127.0.0.1", true, false, "the certificate is for another name"),
      ("https://localhost", false, false, "an unknown authority"),
      ("http://127.0.0.1", true, false, "plain HTTP to a TLS port"),
    ]

    @Test("its certificate must be for its name and signed by whom the operator trusts", arguments: ways.indices)
    func encryption(index: Int) async throws {
      let way = Self.ways[index]
      let model = try await Self.encrypted()
      let setup = LiveSetup(GuardSetup.policy(port: model.port, scheme: way.scheme)) {
        if way.authorities { $0.guardAuthorities = Self.certificate }
        // Of upstream alone: a guard model's certificate is always checked.
        $0.verifiesUpstream = false
        $0.guardKey = "sk-guard"
      }
      model.script(.send(GuardSetup.answer("safe")))
      let after = try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.text.contains(way.works ? "Fine." : "No."), "\(way.reason)")
      }
      #expect(model.requests.count == (way.works ? 1 : 0), "\(way.reason)")
      #expect(after.metric(GuardSetup.verdicts(way.works ? "safe" : "failed")) == 1, "\(way.reason)")
      try await model.stop()
    }

    @Test("the key goes to guard models and not upstream, and upstream's key not to them")
    func keys() async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("safe")))
      let setup = LiveSetup(GuardSetup.policy(port: model.port)) {
        $0.guardKey = "sk-guard"
        $0.upstreamKey = "sk-upstream"
      }
      try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        _ = try await proxy.ask(ChatText.request("DOUBTFUL"))
        let upstream = try #require(proxy.upstream.requests.first)
        #expect(upstream.head.contains("authorization: Bearer sk-upstream") && !upstream.head.contains("sk-guard"))
      }
      let head = try #require(model.requests.first).head
      #expect(head.contains("\r\nauthorization: Bearer sk-guard\r\n") && !head.contains("sk-upstream"))
      try await model.stop()
    }

    @Test("a base path stands before the API's, with or without /v1", arguments: ["/guards", "/guards/v1", "/guards/"])
    func basePath(path: String) async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("safe")))
      var policy = GuardSetup.policy(port: model.port)
      policy.source = policy.source?.replacing(":\(model.port)", with: ":\(model.port)\(path)")
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.text.contains("Fine."))
      }
      #expect(model.requests.first?.head.hasPrefix("POST /guards/v1/chat/completions HTTP/1.1\r\n") == true)
      try await model.stop()
    }

    @Test("a guard model may ask for another: both are asked before the prompt goes on")
    func chain() async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("safe")))
      model.script(.send(GuardSetup.answer("No")))
      for _ in 0..<2 { model.script(.send(GuardSetup.answer("No"))) }
      model.script(.send(GuardSetup.answer("Yes")))
      let text = """
        on_classifier_failure: refuse
        prompt:
          rules:
            - id: first
              when: { harm: { between: [0.3, 0.8] } }
              action: judge
              judge: one
              continue: true
            - { id: second, when: { harm: { between: [0.3, 0.8] } }, action: judge, judge: two }
        judges:
          one: { url: "http://127.0.0.1:\(model.port)", model: a, format: llama_guard_3, on_failure: refuse }
          two: { url: "http://127.0.0.1:\(model.port)", model: b, format: shieldgemma, on_failure: refuse }
        messages: { default: { en: "No." } }
        """
      let after = try await LiveProxy.run(LiveSetup(.written(text))) { proxy in
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.text.contains("\"content\":\"No.\""))
      }
      #expect(after.records.first?.ruleIDs.last == "second" && model.requests.count == 5)
      #expect(after.metric(GuardSetup.verdicts("safe")) == 1 && after.metric(GuardSetup.verdicts("unsafe")) == 1)
      try await model.stop()
    }
  }
}
