/// The fields of `metadata`, `output_config` and entries of `mcp_servers`; the raw value is the name on the wire.
enum AnthropicOptionField: String, CaseIterable, Sendable {
  case effort, format, url
  case userID = "user_id"
  case authorizationToken = "authorization_token"

  static let table = JSONNameTable<AnthropicOptionField>()
}
