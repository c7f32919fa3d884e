import FakeUpstream
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("API keys") struct APIKeyringTests {
    private static let digits = String(repeating: "0a", count: 32)

    /// A file, what its error says, and why it is one.
    static let bad: [(text: String, error: String, reason: String)] = [
      ("", "`keys`: holds no keys", "it would let nobody in"),
      ("# only a comment\n\n", "`keys`: holds no keys", "it would let nobody in"),
      ("k1 shop", "`keys:1`: expected `ID APP SHA256HEX`", "a field is missing"),
      ("\nk1 shop \(digits) more", "`keys:2`: expected `ID APP SHA256HEX`", "a field too many"),
      ("k1 shop 0a0a", "`keys:1`: expected a SHA-256", "too short"),
      ("k1 shop \(digits)0a", "`keys:1`: expected a SHA-256", "too long"),
      ("k1 shop \(digits.dropLast())g", "`keys:1`: expected a SHA-256", "no digit"),
      ("k1 shop \(digits.dropLast())\u{FF11}", "`keys:1`: expected a SHA-256", "a digit that is not ASCII"),
      ("k/1 shop \(digits)", "`keys:1`: ids and apps", "a character that could not stand in a log"),
      ("k1 \"shop\" \(digits)", "`keys:1`: ids and apps", "a quote would break the log's JSON"),
      ("\(String(repeating: "k", count: 65)) shop \(digits)", "`keys:1`: ids and apps", "too long an id"),
      ("k1 shop \(digits)\nk1 other \(digits)", "`keys:2`: the id `k1` occurs twice", "whose would it be"),
    ]

    @Test("a keys file that cannot be used says where and why", arguments: bad.indices)
    func refused(index: Int) {
      let bad = Self.bad[index]
      let fault = #expect(throws: ConfigurationFault.self) { try APIKeyring(parsing: bad.text, file: "keys") }
      #expect(fault?.description.hasPrefix(bad.error) == true, "\(bad.reason)")
    }

    @Test("a key leads to its principal, and nothing else does")
    func lookup() throws {
      let text = """
        # made by hand
        \(APIKeyring.line(id: "k1", app: "shop", key: "one"))   # the shop's
        \t\(APIKeyring.line(id: "k2", app: "bank", key: "two").replacing("k2 ", with: "k2\t"))\r
        """
      let keyring = try APIKeyring(parsing: text, file: "keys")
      #expect(keyring.entries.map(\.principal.keyID) == ["k1", "k2"])
      #expect(keyring.principal(showing: "one".utf8) == Principal(app: "shop", keyID: "k1"))
      #expect(keyring.principal(showing: "two".utf8) == Principal(app: "bank", keyID: "k2"))
      for key in ["", "One", "one ", "on", "onetwo", Self.digits] {
        #expect(keyring.principal(showing: key.utf8) == nil)
      }
    }

    @Test("a line is the key's SHA-256, never the key")
    func line() {
      #expect(
        APIKeyring.line(id: "k", app: "a", key: "abc")
          == "k a ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180-2, appendix B.1")
    }

    /// Header lines, and whether they let in.
    static let shown: [(fields: String, enters: Bool, reason: String)] = [
      ("authorization: Bearer one\r\n", true, "the key"),
      ("Authorization: bearer one\r\n", true, "schemes have no case (RFC 9110, section 11.1)"),
      ("", false, "nothing"),
      ("authorization: Bearer two\r\n", false, "an unknown key"),
      ("authorization: Bearer \r\n", false, "an empty key"),
      ("authorization: Basic one\r\n", false, "another scheme"),
      ("authorization: one\r\n", false, "no scheme"),
      ("x-api-key: one\r\n", true, "as Anthropic's clients show it"),
      ("api-key: one\r\n", true, "as Azure's clients show it"),
      ("x-api-key: Bearer one\r\n", false, "no scheme belongs there"),
      ("x-key: one\r\n", false, "another field"),
      ("x-api-key: one\r\nauthorization: Bearer one\r\n", false, "two fields could be read in either order"),
      ("authorization: Bearer one\r\nauthorization: Bearer one\r\n", false, "read two ways"),
    ]

    @Test("only a known key comes in; others get 401 and learn nothing of the paths", arguments: shown.indices)
    func admission(index: Int) async throws {
      let shown = Self.shown[index]
      var setup = LiveSetup()
      setup.keyring = try APIKeyring(parsing: APIKeyring.line(id: "k1", app: "shop", key: "one"), file: "keys")
      let after = try await LiveProxy.run(setup) { proxy in
        let answer = try await proxy.ask(ChatText.request("BAD", fields: shown.fields))
        #expect(answer.status == (shown.enters ? 200 : 401), "\(shown.reason)")
        if !shown.enters {
          #expect(answer.error?.code == "invalid_api_key" && answer.field("www-authenticate") == "Bearer")
          let other = try await proxy.ask(ChatText.get("/nothing", fields: shown.fields))
          #expect(other.status == 401, "whether a path exists is not said")
        }
      }
      #expect(after.records.map(\.app) == (shown.enters ? ["shop"] : []))
      #expect(after.records.map(\.keyID) == (shown.enters ? ["k1"] : []))
    }
  }
}
