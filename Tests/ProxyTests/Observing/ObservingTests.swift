import FakeUpstream
import Foundation
import Proxy
import Testing

extension LiveTests {
  @Suite("Metrics and the access log") struct ObservingTests {
    @Test("the metrics are Prometheus text, and hold what happened")
    func metrics() async throws {
      let after = try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        _ = try await proxy.ask(ChatText.request("Hello"))
        _ = try await proxy.ask(ChatText.request("BAD"))
        _ = try await proxy.ask(ChatText.get("/x"))
      }
      var types: [String: String] = [:]
      var series: Set<String> = []
      for line in after.metrics.split(separator: "\n") {
        if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
          #expect(types.updateValue(String(match.2), forKey: String(match.1)) == nil, "a metric has one type line")
        } else if !line.hasPrefix("# HELP ") {
          let match = try #require(
            line.wholeMatch(of: /([a-z_]+)((\{([a-z]+="[^"\\]*",?)+\})?) ([0-9.e+-]+)/), "\(line)")
          let name = String(match.1).replacing(/_(bucket|sum|count)$/, with: "")
          #expect(types[String(match.1)] != nil || types[name] == "histogram", "\(line)")
          #expect(series.insert("\(match.1)\(match.2)").inserted, "a series occurs once: \(line)")
        }
      }
      #expect(after.metrics.hasSuffix("\n"))
      #expect(after.metric("evenkeel_requests_total{endpoint=\"chat_completions\",outcome=\"answered\"}") == 1)
      #expect(after.metric("evenkeel_requests_rejected_total{status=\"404\"}") == 1)
      #expect(after.metric("evenkeel_request_seconds_count") == 2)
      #expect(after.metric("evenkeel_request_seconds_bucket{le=\"+Inf\"}") == 2)
      #expect(after.metric("evenkeel_judging_seconds_count{stage=\"prompt\"}") == 2)
      #expect(after.metric("evenkeel_client_connections") == 0, "all are closed in the end")
      #expect(after.metric("evenkeel_upstream_connections") == 0)
    }

    @Test("the access log has one line of JSON a request, and none of what was said")
    func accessLog() async throws {
      let pipe = Pipe()
      var setup = LiveSetup()
      setup.accessLogDescriptor = pipe.fileHandleForWriting.fileDescriptor
      setup.keyring = try APIKeyring(
        parsing: APIKeyring.line(id: "k1", app: "shop", key: "client-secret"), file: "keys")
      try await LiveProxy.run(setup) { proxy in
        let fields = "authorization: Bearer client-secret\r\n"
        let client = try await proxy.connect()
        proxy.upstream.script(.send(UpstreamText.stream(["A secret answer."])))
        _ = try await client.ask(ChatText.request("A secret question", stream: true, fields: fields))
        _ = try await client.ask(ChatText.request("A BAD secret", fields: fields))
        _ = try await client.ask(ChatText.post("{ a secret", fields: fields))
        // Twice: the first is a pooled connection, which is replaced once.
        proxy.upstream.script(.close)
        proxy.upstream.script(.close)
        _ = try await client.ask(ChatText.request("A secret question", fields: fields))
        client.close()
      }
      try pipe.fileHandleForWriting.close()
      let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      #expect(!text.contains("secret"))
      let lines = try text.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(lines.map { $0["outcome"] as? String } == ["answered", "refused", "rejected", "upstream_failed"])
      #expect(lines.map { $0["action"] as? String } == ["allow", "refuse", "none", "allow"])
      #expect(lines.map { $0["status"] as? Int } == [200, 200, 400, 502])
      #expect(lines.map { $0["stream"] as? Bool } == [true, false, false, false])
      for line in lines {
        #expect(
          line["log"] as? String == "request" && line["app"] as? String == "shop" && line["key"] as? String == "k1")
        #expect(line["endpoint"] as? String == "chat_completions" && (line["us"] as? Int ?? -1) >= 0)
        #expect((line["bytes"] as? Int ?? 0) > 0 && (line["time_ms"] as? Int ?? 0) > 0)
      }
    }
  }
}
