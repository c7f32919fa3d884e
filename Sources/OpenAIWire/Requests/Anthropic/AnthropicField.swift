/// The top-level fields of a request to `/v1/messages` that are known here; the raw value is the name on the wire.
enum AnthropicField: String, CaseIterable, Sendable {
  case messages, system, model, stream, metadata, tools, container
  case toolChoice = "tool_choice"
  case stopSequences = "stop_sequences"
  case outputConfig = "output_config"
  case outputFormat = "output_format"
  case mcpServers = "mcp_servers"

  // Options whose values are numbers, constants and ids.
  case thinking, temperature, speed, diagnostics
  case maxTokens = "max_tokens"
  case topK = "top_k"
  case topP = "top_p"
  case serviceTier = "service_tier"
  case cacheControl = "cache_control"
  case contextManagement = "context_management"
  case inferenceGeo = "inference_geo"
  case userProfileID = "user_profile_id"
  case workspaceID = "workspace_id"

  static let table = JSONNameTable<AnthropicField>()
}
