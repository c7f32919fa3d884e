import Console
import Testing

@Suite struct ConsoleHostTests {
  @Test(
    "only names that no other site can take lead to the console",
    arguments: [
      ("127.0.0.1:8643", true, "an address"), ("192.168.7.9", true, "an address without a port"),
      ("[::1]:8643", true, "IPv6"), ("localhost:8643", true, "this machine"), ("LOCALHOST", true, "in capitals"),
      ("console.example.org", true, "a name that is allowed"), ("Console.Example.ORG:443", true, "in any case"),
      ("evil.example:8643", false, "a name that may lead here by DNS"), ("localhost.evil.example", false, "a name"),
      ("127.0.0.1.evil.example", false, "a name that begins as an address"), ("[::1].evil.example", false, "so here"),
      ("[evil]:80", false, "no address"), ("1.2.3", false, "no address"), ("", false, "nothing"),
      ("localhost:evil", false, "no port"), ("a@127.0.0.1", false, "a user"),
    ])
  func hosts(host: String, isAllowed: Bool, why: Comment) {
    #expect(ConsoleHost.isAllowed(host, names: ["console.example.org"]) == isAllowed, why)
  }

  @Test("a request without a host is not let in")
  func missing() {
    #expect(!ConsoleHost.isAllowed(nil, names: []))
  }
}
