import NIOCore
import OpenAIWire
import Testing

@Suite struct APIErrorTests {
  @Test("writes OpenAI's error object, as a body and as an event")
  func shape() {
    let error = APIError.invalidRequest("`n` is \"odd\"", param: "n", code: "invalid_value")
    let object =
      #"{"error":{"message":"`n` is \"odd\"","type":"invalid_request_error","param":"n","code":"invalid_value"}}"#
    #expect(String(buffer: error.body()) == object)
    #expect(String(buffer: error.event()) == "data: \(object)\n\n")
    let bare = APIError(status: 500, message: "m", type: "t")
    #expect(String(buffer: bare.body()) == #"{"error":{"message":"m","type":"t","param":null,"code":null}}"#)
  }

  @Test("gives each usual error its status, type and code")
  func usual() {
    let rows: [(error: APIError, status: Int, type: String, code: String?)] = [
      (.invalidRequest("m"), 400, "invalid_request_error", nil),
      (.invalidAPIKey("m"), 401, "authentication_error", "invalid_api_key"),
      (.notFound("m"), 404, "invalid_request_error", "not_found"),
      (.methodNotAllowed("m"), 405, "invalid_request_error", "method_not_allowed"),
      (.requestTimeout("m"), 408, "invalid_request_error", "request_timeout"),
      (.payloadTooLarge("m"), 400, "invalid_request_error", "request_too_large"),
      (.internalFailure("m"), 500, "server_error", "internal_error"),
      (.badGateway("m"), 502, "upstream_error", "upstream_unavailable"),
      (.overloaded("m"), 503, "overloaded_error", "overloaded"),
      (.gatewayTimeout("m"), 504, "upstream_error", "upstream_timeout"),
    ]
    for row in rows {
      #expect(row.error.status == row.status)
      #expect(row.error.type == row.type)
      #expect(row.error.code == row.code)
      #expect(row.error.message == "m")
    }
  }

  @Test("tells what the request's reader found, control characters escaped")
  func fromFault() {
    do {
      _ = try ModelRequest.parse(ByteBuffer(string: "{\"a\\u0007\":1,\"a\\u0007\":2}"))
      Issue.record("a duplicate key passed")
    } catch {
      let fault = APIError(error)
      #expect(fault.status == 400)
      #expect(fault.code == "invalid_json")
      #expect(fault.message == "the body is not valid JSON: duplicate key `a\\u{7}` at byte 13")
    }
  }
}
