import OpenAIWire
import Policy
import Proxy
import Testing

@Suite struct JudgedPathTests {
  @Test("routes name exactly the dialects that there are")
  func words() { #expect(RouteFacts.endpoints.sorted() == Dialect.allCases.map(\.rawValue).sorted()) }

  @Test("each dialect is found at its own path, and nothing elsewhere")
  func paths() {
    for dialect in Dialect.allCases {
      #expect(JudgedPath.endpoint(at: dialect.path.description) == dialect.rawValue)
      #expect(JudgedPath.endpoint(at: dialect.path.description + "/") == nil)
    }
  }
}
