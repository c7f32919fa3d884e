import Taxonomy

/// The types of items, of input and output alike; the raw value is the name on the wire.
enum ResponsesItemType: String, CaseIterable, Sendable {
  case message, reasoning, compaction, program

  // What a model asked for.
  case applyPatchCall = "apply_patch_call"
  case codeInterpreterCall = "code_interpreter_call"
  case computerCall = "computer_call"
  case customToolCall = "custom_tool_call"
  case fileSearchCall = "file_search_call"
  case functionCall = "function_call"
  case imageGenerationCall = "image_generation_call"
  case localShellCall = "local_shell_call"
  case mcpApprovalRequest = "mcp_approval_request"
  case mcpCall = "mcp_call"
  case shellCall = "shell_call"
  case toolSearchCall = "tool_search_call"
  case webSearchCall = "web_search_call"

  // What came of it.
  case applyPatchCallOutput = "apply_patch_call_output"
  case computerCallOutput = "computer_call_output"
  case customToolCallOutput = "custom_tool_call_output"
  case functionCallOutput = "function_call_output"
  case localShellCallOutput = "local_shell_call_output"
  case programOutput = "program_output"
  case shellCallOutput = "shell_call_output"

  // Tools that became known on the way.
  case additionalTools = "additional_tools"
  case mcpListTools = "mcp_list_tools"
  case toolSearchOutput = "tool_search_output"

  case compactionTrigger = "compaction_trigger"
  case itemReference = "item_reference"
  case mcpApprovalResponse = "mcp_approval_response"

  static let table = JSONNameTable<ResponsesItemType>()

  /// Whose words an item of this type holds, but for the results that a call carries; nil when its `role` says it.
  var role: SpeakerRole? {
    switch self {
    case .message: nil
    case .reasoning, .compaction, .program, .applyPatchCall, .codeInterpreterCall, .computerCall, .customToolCall,
      .fileSearchCall, .functionCall, .imageGenerationCall, .localShellCall, .mcpApprovalRequest, .mcpCall, .shellCall,
      .toolSearchCall, .webSearchCall:
      .assistant
    case .applyPatchCallOutput, .computerCallOutput, .customToolCallOutput, .functionCallOutput, .localShellCallOutput,
      .programOutput, .shellCallOutput, .additionalTools, .mcpListTools, .toolSearchOutput:
      .tool
    case .mcpApprovalResponse: .user
    case .compactionTrigger, .itemReference: .unknown
    }
  }
}
