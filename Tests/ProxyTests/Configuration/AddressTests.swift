import FakeUpstream
import Proxy
import Testing

extension LiveTests {
  @Suite struct AddressTests {
    static let locations: [(text: String, location: SocketLocation)] = [
      ("127.0.0.1:8080", .network(host: "127.0.0.1", port: 8080)),
      ("localhost:0", .network(host: "localhost", port: 0)),
      (":8080", .network(host: "127.0.0.1", port: 8080)),
      ("[::1]:65535", .network(host: "::1", port: 65535)),
      ("unix:/run/evenkeel.sock", .unixSocket(path: "/run/evenkeel.sock")),
      ("unix:relative.sock", .unixSocket(path: "relative.sock")),
      ("unix:" + String(repeating: "a", count: 103), .unixSocket(path: String(repeating: "a", count: 103))),
    ]

    @Test("a location is read, and reads back from what it says of itself", arguments: locations.indices)
    func location(index: Int) throws {
      let (text, location) = Self.locations[index]
      #expect(try SocketLocation.parse(text) == location)
      #expect(try SocketLocation.parse(location.description) == location)
    }

    @Test(
      "what is no location is refused",
      arguments: [
        ("", "nothing"), ("8080", "no colon"), ("host", "no port"), ("host:", "an empty port"),
        ("host:65536", "above the range"), ("host:-1", "below the range"), ("host:80 ", "a blank"),
        ("host:http", "a name"), ("::1:8080", "an address without brackets"), ("unix:", "no path"),
        ("unix:" + String(repeating: "a", count: 104), "too long for a socket's address"),
        ("host:+80", "a sign is no part of a port"), ("a b:80", "a blank in the host"), ("[::1:80", "an open bracket"),
      ])
    func badLocation(text: String, reason: String) {
      #expect(throws: ConfigurationFault.self, "\(reason)") { try SocketLocation.parse(text) }
    }

    @Test(
      "only loopback addresses and Unix sockets are this machine's own",
      arguments: [
        ("127.0.0.1:1", true), ("127.8.8.8:1", true), ("localhost:1", true), ("[::1]:1", true), ("unix:/a", true),
        ("0.0.0.0:1", false), ("[::]:1", false), ("10.0.0.1:1", false), ("127.0.0.1.example.org:1", false),
        ("127.evil.example:1", false), ("localhost.example.org:1", false),
      ])
    func isLocal(text: String, isLocal: Bool) throws {
      #expect(try SocketLocation.parse(text).isLocal == isLocal)
    }

    static let upstreams: [(text: String, host: String, port: Int, tls: Bool, authority: String, base: String)] = [
      ("http://127.0.0.1:8080", "127.0.0.1", 8080, false, "127.0.0.1:8080", ""),
      ("http://model", "model", 80, false, "model", ""),
      ("https://model", "model", 443, true, "model", ""),
      ("http://model:8080/", "model", 8080, false, "model:8080", ""),
      ("http://model:8080/v1", "model", 8080, false, "model:8080", ""),
      ("http://model:8080/v1/", "model", 8080, false, "model:8080", ""),
      ("http://model/api/openai/v1", "model", 80, false, "model", "/api/openai"),
      ("http://[::1]:8080", "::1", 8080, false, "[::1]:8080", ""),
      ("https://[::1]", "::1", 443, true, "[::1]", ""),
    ]

    @Test(
      "an upstream is read with its base path, without the `/v1` that clients' paths carry",
      arguments: upstreams.indices)
    func upstream(index: Int) throws {
      let row = Self.upstreams[index]
      let address = try UpstreamAddress.parse(row.text)
      #expect(address.location == .network(host: row.host, port: row.port) && address.usesTLS == row.tls)
      #expect(address.authority == row.authority && address.basePath == row.base)
      #expect(try UpstreamAddress.parse(address.description) == address)
    }

    @Test(
      "what is no upstream is refused",
      arguments: [
        ("", "nothing"), ("model:8080", "no scheme"), ("ftp://model", "another scheme"), ("http://", "no host"),
        ("http://:8080", "no host"), ("http:///v1", "no host"), ("http://model:0", "no port to connect to"),
        ("http://model:99999", "above the range"), ("http://user:pass@model", "credentials belong elsewhere"),
        ("http://model/?a=b", "a query"), ("http://model/#a", "a fragment"), ("http://model/a b", "a blank"),
        ("http://model\r\nx: y", "a line end would forge header fields"), ("http://mo del", "a blank in the host"),
        ("http://model?x", "a query without a path"), ("http://model:8080\r\nx: y", "a line end behind the port"),
        ("unix:", "no path"),
      ])
    func badUpstream(text: String, reason: String) {
      #expect(throws: ConfigurationFault.self, "\(reason)") { try UpstreamAddress.parse(text) }
    }

    @Test("a Unix socket is an upstream without TLS")
    func unixUpstream() throws {
      let address = try UpstreamAddress.parse("unix:/run/llama.sock")
      #expect(address.location == .unixSocket(path: "/run/llama.sock") && !address.usesTLS)
      #expect(address.authority == "localhost" && address.description == "unix:/run/llama.sock")
    }

    @Test("a base path stands before every forwarded path")
    func basePath() async throws {
      var setup = LiveSetup()
      setup.upstreamAddress = { try UpstreamAddress.parse("http://127.0.0.1:\($0.port)/api/v1/") }
      try await LiveProxy.run(setup) { proxy in
        _ = try await proxy.ask(ChatText.get("/v1/models?a=b"))
        #expect(proxy.upstream.requests.first?.head.hasPrefix("GET /api/v1/models?a=b HTTP/1.1\r\n") == true)
        #expect(await proxy.server.upstreamStatus() != .reachable, "500 says that it cannot serve")
        #expect(proxy.upstream.requests.last?.head.hasPrefix("GET /api/v1/models HTTP/1.1\r\n") == true)
      }
    }

    @Test("a server without keys listens to its own machine only, and one without its policy not at all")
    func refusesToStart() async throws {
      var open = LiveSetup { $0.listen = .network(host: "0.0.0.0", port: 0) }
      await #expect(throws: ConfigurationFault.self) { try await LiveProxy.run(open) { _ in } }
      open.configure = { $0.policyName = "missing" }
      await #expect(throws: ConfigurationFault.self) { try await LiveProxy.run(open) { _ in } }
      open.configure = { $0.listen = .unixSocket(path: "/nonexistent/in.sock") }
      await #expect(throws: ConfigurationFault.self) { try await LiveProxy.run(open) { _ in } }
    }
  }
}
