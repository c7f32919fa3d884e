import Foundation
import StandIn
import Testing
import evenkeel

@Suite(.serialized) struct ServingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func demonstration() throws -> ServingProcess {
    try ServingProcess([
      "demo", "--policies", Checkout.root + "/policies", "--data", folder.path + "/data", "--threads", "1",
      "--judging-threads", "1",
    ])
  }

  private func ask(_ prompt: String, port: Int) async throws -> (answer: String, finish: String) {
    let body = #"{"model":"m","messages":[{"role":"user","content":"\#(prompt)"}]}"#
    let object = try await HTTPCall.send("/v1/chat/completions", port: port, body: body).object()
    let choice = try #require((object["choices"] as? [[String: Any]])?.first, "\(object)")
    let message = choice["message"] as? [String: Any]
    return (message?["content"] as? String ?? "", choice["finish_reason"] as? String ?? "")
  }

  @Test("starts, says where, is alive and ready, and ends with 0 when told", arguments: [SIGTERM, SIGINT])
  func lifecycle(signal: Int32) async throws {
    let process = try demonstration()
    #expect(try await HTTPCall.send("/healthz", port: process.operatorsPort).status == 200)
    #expect(try await HTTPCall.send("/readyz", port: process.operatorsPort).status == 200)
    #expect(try Binary.run(["health", "--url", "http://127.0.0.1:\(process.operatorsPort)/readyz"]).code == 0)
    let end = try process.stop(signal)
    #expect(end.code == 0)
    #expect(end.output.contains("Base URL for any OpenAI client: http://127.0.0.1:\(process.clientPort)/v1"))
  }

  @Test("shows the three things that the demonstration promises")
  func demo() async throws {
    let process = try demonstration()
    let answered = try await ask(DemoText.answered, port: process.clientPort)
    #expect(answered == (StandInSpeech.answer(to: DemoText.answered), "stop"))
    let refused = try await ask(DemoText.refusedByPolicy, port: process.clientPort)
    #expect(refused.finish == "content_filter" && !refused.answer.contains("stand-in"))
    let overRefused = try await ask(DemoText.overRefused, port: process.clientPort)
    #expect(overRefused == (StandInSpeech.answer(to: DemoText.overRefused), "stop"))
    #expect(try process.stop().code == 0)
    let list = try Binary.run(["refusals", "list", "--json", "--data", folder.path + "/data"])
    let lines = list.output.split(separator: "\n")
    #expect(lines.count == 2, "\(list.output)\(list.errors)")
    #expect(lines.first?.contains("exaggerated_refusal") == true && lines.last?.contains("guard_block") == true)
  }

  @Test("does not start where the operators' port is taken, and says which")
  func portTaken() throws {
    let process = try demonstration()
    let run = try Binary.run([
      "demo", "--policies", Checkout.root + "/policies", "--data", folder.path + "/other", "--listen", "127.0.0.1:0",
      "--operators-listen", "127.0.0.1:\(process.operatorsPort)",
    ])
    #expect(run.code == 1 && run.errors.contains("127.0.0.1:\(process.operatorsPort)"), "\(run.errors)")
    #expect(try process.stop().code == 0)
  }

  @Test("reloads its policies on SIGHUP and on request, and a broken file changes nothing")
  func reloading() async throws {
    let policies = folder.path + "/policies"
    try FileManager.default.copyItem(atPath: Checkout.root + "/policies", toPath: policies)
    let process = try ServingProcess([
      "serve", "--upstream", "http://127.0.0.1:9", "--policies", policies, "--policy-poll", "0s", "--classifier",
      "ngram", "--data", folder.path + "/data", "--threads", "1", "--judging-threads", "1", "--access-log", "off",
    ])
    let port = process.operatorsPort
    func active() async throws -> [String: Any] {
      try #require(try await HTTPCall.send("/policies", port: port).object()["active"] as? [String: Any])
    }
    let first = try #require(try await active()["revision"] as? String)
    _ = try folder.file("policies/extra.yaml", "name: extra\n")
    process.send(SIGHUP)
    var reload: [String: Any]?
    while reload == nil { reload = try await active()["last_reload"] as? [String: Any] }
    #expect(reload?["trigger"] as? String == "signal" && reload?["outcome"] as? String == "loaded", "\(reload ?? [:])")
    let second = try #require(try await active()["revision"] as? String)
    #expect(second != first)
    _ = try folder.file("policies/extra.yaml", "name: extra\nx: 1\n")
    let failed = try await HTTPCall.send("/policies/reload", port: port, body: "")
    #expect(failed.status == 422 && failed.text.contains("unknown key `x`"), "\(failed.text)")
    #expect(try await active()["revision"] as? String == second)
    let metrics = try await HTTPCall.send("/metrics", port: port).text
    #expect(metrics.contains("evenkeel_policy_info{policy=\"balanced\",revision=\"\(second)\"} 1\n"))
    #expect(metrics.contains("evenkeel_policy_reload_failed{role=\"active\"} 1\n"))
    #expect(try process.stop().code == 0)
  }
}
