import ArgumentParser
import Policy

/// Who asks for what, as far as routes and conditions look at it.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The policy; by default the one that the routes give, else `balanced`.", valueName: "name"))
  var policy: String?

  @Option(help: ArgumentHelp("The app that asks.", valueName: "name"))
  var app = "local"

  @Option(help: ArgumentHelp("The model that is asked for.", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("Public id of the API key.", valueName: "id"))
  var key: String?

  @Option(help: ArgumentHelp("A header of the request; can be given several times.", valueName: "name:value"))
  var header: [String] = []

  func facts() throws(CommandFailure) -> RouteFacts {
    var headers: [String: String] = [:]
    for line in header {
      guard let colon = line.firstIndex(of: ":") else {
        throw CommandFailure(.unusable, "`\(line.printable)` is no header: write `name: value`")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[line[..<colon].lowercased()] = String(value)
    }
    return RouteFacts(app: app, keyID: key, model: model, header: { [headers] name in headers[name] })
  }

  /// The policy that decides about the request, and why it does.
  func resolve(_ policies: PolicySnapshot, _ facts: RouteFacts) throws(CommandFailure) -> (CompiledPolicy, String) {
    if let policy {
      guard let named = policies.policy(named: policy) else {
        throw CommandFailure(
          .unusable, "no policy `\(policy.printable)`\(NearestWord.hint(for: policy, among: policies.names))")
      }
      return (named, "named by --policy")
    }
    let only = policies.names.count == 1 ? policies.names[0] : "balanced"
    guard let found = policies.resolve(facts, fallback: only) else {
      throw CommandFailure(.unusable, "no route matches and there is no policy `\(only)`: name one with --policy")
    }
    return (found, policies.reason(for: facts) ?? "no route matches, and this one is taken by default")
  }
}
