import ArgumentParser
import Policy

/// `evenkeel policy schema`.
struct PolicySchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of policy files, for editors to complete and check by.",
    discussion: """
      Write it to a file and name that in the first line of a policy: \
      `# yaml-language-server: $schema=../policy.schema.json`. A schema knows keys, words and what stands beside what; \
      `evenkeel policy check` also knows names, expressions and the order of rules.
      """)

  @Flag(help: "The schema of routes.yaml.")
  var routes = false

  @Flag(help: "The schema of *.test.yaml.")
  var tests = false

  func validate() throws {
    if routes, tests { throw ValidationError("give either --routes or --tests") }
  }

  func run() throws {
    let schema: PolicySchema = routes ? .routes : tests ? .tests : .policy
    StandardOutput.write(schema.json)
  }
}
