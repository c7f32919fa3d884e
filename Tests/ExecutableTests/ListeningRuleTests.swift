import Proxy
import Testing
import evenkeel

@Suite struct ListeningRuleTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func settings(_ change: (inout ServeSettings) throws -> Void) throws -> ServeSettings {
    var settings = ServeSettings()
    settings.upstream = try UpstreamAddress.parse("http://127.0.0.1:1")
    try change(&settings)
    return settings
  }

  private func faults(_ change: (inout ServeSettings) throws -> Void) throws -> [String] {
    let settings = try settings(change)
    do {
      _ = try settings.proxyConfiguration()
      return []
    } catch {
      return error.lines
    }
  }

  @Test(
    "lets in only this machine unless clients have to show keys",
    arguments: [
      ("127.0.0.1:80", false, true), ("127.9.9.9:80", false, true), ("[::1]:80", false, true),
      ("localhost:80", false, true), ("unix:/tmp/a.sock", false, true), (":80", false, true),
      ("0.0.0.0:80", false, false), ("[::]:80", false, false), ("192.168.1.2:80", false, false),
      ("example.org:80", false, false), ("127.0.0.1.example.org:80", false, false), ("0.0.0.0:80", true, true),
    ])
  func listening(address: String, hasKeys: Bool, isAllowed: Bool) throws {
    let lines = try faults {
      $0.listen = try SocketLocation.parse(address)
      $0.keysFile = hasKeys ? "keys" : nil
    }
    #expect(lines.isEmpty == isAllowed)
    #expect(isAllowed || lines[0].contains("evenkeel keys create"), "\(lines)")
  }

  @Test("keeps the operators' port on this machine unless it is told otherwise, keys or not")
  func operators() throws {
    let remote = try SocketLocation.parse("0.0.0.0:9000")
    let refused = try faults {
      $0.operatorsListen = remote
      $0.keysFile = "keys"
    }
    #expect(refused.count == 1 && refused[0].contains("--operators-allow-remote"))
    let allowed = try faults {
      $0.operatorsListen = remote
      $0.operatorsAllowRemote = true
    }
    #expect(allowed == [])
  }

  @Test("refuses one address for both ports, but not the system's choice for both")
  func sameAddress() throws {
    #expect(try faults { $0.operatorsListen = $0.listen }.count == 1)
    let chosen = SocketLocation.network(host: "127.0.0.1", port: 0)
    let free = try faults {
      $0.listen = chosen
      $0.operatorsListen = chosen
    }
    #expect(free == [])
  }

  @Test("wants certificate and key together")
  func tls() throws {
    #expect(try faults { $0.tlsCertificate = "a.pem" }.count == 1)
    #expect(try faults { $0.tlsKey = "a.pem" }.count == 1)
    let configuration = try settings {
      $0.tlsCertificate = "a.pem"
      $0.tlsKey = "b.pem"
    }.proxyConfiguration()
    #expect(configuration.tls == TLSFiles(certificateChain: "a.pem", privateKey: "b.pem"))
  }

  @Test("takes the model server's key from a file's first line, without the blanks around it")
  func keyFile() throws {
    let file = try folder.file("key", "  sk-abc \r\nsecond line\n")
    #expect(try settings { $0.upstreamKeyFile = file }.proxyConfiguration().upstreamKey == "sk-abc")
  }

  @Test("takes guard models' key from its own file, and refuses one that could write headers or is not there")
  func guardKeyFile() throws {
    let file = try folder.file("guard", " sk-guard\nsecond line\n")
    let configuration = try settings { $0.guardKeyFile = file }.proxyConfiguration()
    #expect(configuration.guardKey == "sk-guard" && configuration.upstreamKey == nil)
    let blank = try folder.file("blank", "a b\n")
    for path in [blank, folder.path + "/none"] {
      let lines = try faults { $0.guardKeyFile = path }
      #expect(lines.count == 1 && lines[0].contains("guard-key-file"))
    }
  }

  @Test("refuses a key that could write headers, is not there, or comes from two places")
  func badKeys() throws {
    #expect(try faults { $0.upstreamKey = "a\r\nx-admin: 1" }.count == 1)
    #expect(try faults { $0.upstreamKey = "a b" }.count == 1)
    let empty = try folder.file("empty", "\n\n")
    #expect(try faults { $0.upstreamKeyFile = empty }.count == 1)
    #expect(try faults { $0.upstreamKeyFile = folder.path + "/none" }.count == 1)
    let both = try faults {
      $0.upstreamKey = "a"
      $0.upstreamKeyFile = empty
    }
    #expect(both.count == 1)
  }

  @Test("says how to name a model server when there is none")
  func noUpstream() throws {
    let lines = try faults { $0.upstream = nil }
    #expect(lines.count == 1 && lines[0].contains("--upstream"))
  }

  @Test("hands every setting to the data plane")
  func configuration() throws {
    let configuration = try settings {
      $0.policyName = "strict"
      $0.passThroughPaths = ["/tokenize"]
      $0.threads = 3
      $0.judgingThreads = 2
      $0.verifiesUpstream = false
      $0.upstreamAuthorities = "ca.pem"
      $0.accessLog = .off
      $0.limits.headBytes = 1
      $0.timeouts.drain = .seconds(1)
    }.proxyConfiguration()
    #expect(configuration.policyName == "strict")
    #expect(configuration.passThroughPaths == ["/tokenize"])
    #expect(configuration.threads == 3 && configuration.judgingThreads == 2)
    #expect(!configuration.verifiesUpstream && configuration.upstreamAuthorities == "ca.pem")
    #expect(configuration.accessLog == .off)
    #expect(configuration.limits.headBytes == 1 && configuration.timeouts.drain == .seconds(1))
  }

  @Test(
    "asks for the operators' health where this machine can reach it",
    arguments: [
      ("127.0.0.1:8643", "http://127.0.0.1:8643/healthz"), ("0.0.0.0:1", "http://127.0.0.1:1/healthz"),
      ("[::]:1", "http://[::1]:1/healthz"), ("unix:/tmp/a.sock", nil), ("127.0.0.1:0", nil),
    ])
  func healthAddress(listen: String, url: String?) throws {
    #expect(HealthAddress.url(of: try SocketLocation.parse(listen)) == url)
  }
}
