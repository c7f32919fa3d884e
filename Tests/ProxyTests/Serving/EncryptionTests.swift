import FakeUpstream
import Foundation
import NIOCore
import NIOSSL
import Proxy
import Testing

extension LiveTests {
  @Suite("TLS and Unix sockets") struct EncryptionTests {
    /// A certificate for `localhost` that signs itself, good until 2126, and its key: for these tests alone.
    private static func fixture(_ name: String) -> String {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/\(name)").path
    }

    private static let certificate = fixture("localhost-certificate.pem")
    private static let key = fixture("localhost-key.pem")

    private static func encryptedUpstream() async throws -> FakeUpstream {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
      let configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
      let context = try NIOSSLContext(configuration: configuration)
      return try await FakeUpstream.start { channel in
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
      }
    }

    @Test("clients are served over TLS, one request after another, streamed and to the connection's end")
    func servesTLS() async throws {
      let setup = LiveSetup { $0.tls = TLSFiles(certificateChain: Self.certificate, privateKey: Self.key) }
      var trusting = TLSConfiguration.makeClientConfiguration()
      trusting.trustRoots = .file(Self.certificate)
      let context = try NIOSSLContext(configuration: trusting)
      try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect(.init(tls: context))
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        #expect(try await client.ask(ChatText.request("Hello")).text == StreamScript.whole(["Hello."]))
        proxy.upstream.script(.send(UpstreamText.stream(["Hello", " there."])))
        let last = try await client.ask(ChatText.request("Hello", stream: true, fields: "connection: close\r\n"))
        #expect(last.text == StreamScript.stream(["Hello", " there."]))
        #expect(try await client.readToEnd().readableBytes == 0)
      }
    }

    @Test("a client that speaks no TLS to a TLS port is closed, and others are served")
    func plainToTLS() async throws {
      let setup = LiveSetup { $0.tls = TLSFiles(certificateChain: Self.certificate, privateKey: Self.key) }
      try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect()
        client.send(ChatText.get("/v1/models"))
        let all = String(buffer: try await client.readToEnd())
        #expect(!all.contains("HTTP/1.1"))
      }
    }

    /// How upstream is addressed, what is trusted, and whether that is enough.
    static let upstreams: [(url: String, authorities: Bool, verifies: Bool, works: Bool, reason: String)] = [
      ("https://localhost", true, true, true, "the right name and a known authority"),
      ("https://127.0.0.1", true, true, false, "the certificate is for another name"),
      ("https://localhost", false, true, false, "an unknown authority"),
      ("https://127.0.0.1", false, false, true, "nothing is asked for"),
      ("http://127.0.0.1", true, true, false, "plain HTTP to a TLS port"),
    ]

    @Test(
      "upstream's certificate must be for its name and signed by whom the operator trusts", arguments: upstreams.indices
    )
    func upstreamTLS(index: Int) async throws {
      let way = Self.upstreams[index]
      var setup = LiveSetup {
        if way.authorities { $0.upstreamAuthorities = Self.certificate }
        $0.verifiesUpstream = way.verifies
      }
      setup.upstreamAddress = { try UpstreamAddress.parse("\(way.url):\($0.port)") }
      try await LiveProxy.run(setup, upstream: try await Self.encryptedUpstream()) { proxy in
        let client = try await proxy.connect()
        for _ in 0..<2 {
          proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
          let answer = try await client.ask(ChatText.request("Hello"))
          #expect(answer.status == (way.works ? 200 : 502), "\(way.reason)")
        }
        proxy.upstream.script(.send(UpstreamText.response("{}")))
        #expect((await proxy.server.upstreamStatus() == .reachable) == way.works, "\(way.reason)")
        #expect(proxy.upstream.requests.count == (way.works ? 3 : 0), "\(way.reason)")
        client.close()
      }
    }

    @Test("an upstream that accepts and never shakes hands is given up after the connect limit")
    func silentHandshake() async throws {
      var setup = LiveSetup {
        $0.timeouts.connect = .milliseconds(200)
        $0.verifiesUpstream = false
      }
      setup.upstreamAddress = { try UpstreamAddress.parse("https://127.0.0.1:\($0.port)") }
      try await LiveProxy.run(setup) { proxy in
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 502)
      }
    }

    @Test("both sides speak over Unix sockets")
    func unixSockets() async throws {
      let folder = try TemporaryFolder()
      let upstream = try await FakeUpstream.start(unixSocketPath: folder.path + "/up.sock")
      var setup = LiveSetup { $0.listen = .unixSocket(path: folder.path + "/in.sock") }
      setup.upstreamAddress = { try UpstreamAddress.parse("unix:\($0.unixSocketPath ?? "")") }
      try await LiveProxy.run(setup, upstream: upstream) { proxy in
        #expect(proxy.location == .unixSocket(path: folder.path + "/in.sock"))
        let client = try await proxy.connect()
        for _ in 0..<2 {
          proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
          let answer = try await client.ask(ChatText.request("Hello"))
          #expect(answer.status == 200)
        }
        #expect(proxy.upstream.requests.first?.head.contains("host: localhost") == true)
        #expect(proxy.upstream.connectionCount == 1)
        client.close()
      }
    }
  }
}
