import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct RouteTests {
  struct Row: Sendable {
    var facts: RouteFacts
    var policy: String
    var why: String
  }

  private static func header(_ headers: [String: String]) -> @Sendable (String) -> String? { { headers[$0] } }

  static let rows: [Row] = [
    Row(facts: RouteFacts(), policy: "one", why: "no route matches: the folder's default"),
    Row(facts: RouteFacts(app: "kids"), policy: "two", why: "an app"),
    Row(facts: RouteFacts(app: "kidsx"), policy: "one", why: "a name without `*` is the whole name"),
    Row(facts: RouteFacts(app: "kids", model: "llama-2"), policy: "three", why: "an app and a model go before an app"),
    Row(facts: RouteFacts(app: "kids", model: "llama-guard"), policy: "one", why: "a whole name goes before a start"),
    Row(facts: RouteFacts(app: "search", endpoint: "ollama_chat"), policy: "two", why: "one of two endpoints"),
    Row(facts: RouteFacts(app: "search", endpoint: "anthropic_messages"), policy: "three", why: "another endpoint"),
    Row(facts: RouteFacts(app: "search", endpoint: "responses"), policy: "one", why: "an endpoint that no route names"),
    Row(facts: RouteFacts(model: "llama-2"), policy: "two", why: "the start of a model's name"),
    Row(facts: RouteFacts(model: "llama-3-8b"), policy: "three", why: "a longer start goes before a shorter one"),
    Row(facts: RouteFacts(model: "Llama-3"), policy: "one", why: "upper and lower case differ"),
    Row(facts: RouteFacts(header: header(["x-team": "blue"])), policy: "two", why: "one of a header's values"),
    Row(facts: RouteFacts(header: header(["x-team": "green"])), policy: "one", why: "another value"),
    Row(
      facts: RouteFacts(keyID: "k-77", header: header(["x-team": "red", "x-tier": ""])), policy: "one",
      why: "a header that is there with whatever value, a key, and the endpoint"),
    Row(
      facts: RouteFacts(keyID: "k-77", header: header(["x-team": "red"])), policy: "two",
      why: "a header that is not there has no value"),
  ]

  @Test("the most specific route that matches names the policy", arguments: rows)
  func routes(_ row: Row) throws {
    let folder = FixtureFolder.folders.appendingPathComponent("routes")
    let snapshot = try PolicyFolder.load(files: try FixtureFolder.policyFiles(in: folder))
    #expect(snapshot.hasRoutes && snapshot.defaultPolicy == "one")
    #expect(snapshot.resolve(row.facts, fallback: "three")?.reference.name == row.policy, "\(row.why)")
  }

  @Test("without routes the fallback decides, and a name that is not there decides nothing")
  func fallback() throws {
    let snapshot = try PolicyFolder.load(files: [("a.yaml", Array("name: a\n".utf8))])
    #expect(!snapshot.hasRoutes && snapshot.defaultPolicy == nil)
    #expect(snapshot.resolve(RouteFacts(), fallback: "a")?.reference.name == "a")
    #expect(snapshot.resolve(RouteFacts(), fallback: "b") == nil)
  }
}
