/// The types of content blocks, and of the objects in tools' results that are blocks themselves; the raw value is the
/// name on the wire.
enum AnthropicBlockType: String, Sendable {
  case text, image, document, thinking
  case searchResult = "search_result"
  case redactedThinking = "redacted_thinking"
  case containerUpload = "container_upload"

  case toolUse = "tool_use"
  case serverToolUse = "server_tool_use"
  case mcpToolUse = "mcp_tool_use"

  case toolResult = "tool_result"
  case mcpToolResult = "mcp_tool_result"
  case webSearchToolResult = "web_search_tool_result"
  case webFetchToolResult = "web_fetch_tool_result"
  case codeExecutionToolResult = "code_execution_tool_result"
  case bashCodeExecutionToolResult = "bash_code_execution_tool_result"
  case textEditorCodeExecutionToolResult = "text_editor_code_execution_tool_result"
  case toolSearchToolResult = "tool_search_tool_result"

  // Within results.
  case webSearchResult = "web_search_result"
  case webSearchToolResultError = "web_search_tool_result_error"
  case webFetchResult = "web_fetch_result"
  case webFetchToolResultError = "web_fetch_tool_result_error"
  case codeExecutionResult = "code_execution_result"
  case encryptedCodeExecutionResult = "encrypted_code_execution_result"
  case codeExecutionOutput = "code_execution_output"
  case codeExecutionToolResultError = "code_execution_tool_result_error"
  case bashCodeExecutionResult = "bash_code_execution_result"
  case bashCodeExecutionOutput = "bash_code_execution_output"
  case bashCodeExecutionToolResultError = "bash_code_execution_tool_result_error"
  case textEditorViewResult = "text_editor_code_execution_view_result"
  case textEditorCreateResult = "text_editor_code_execution_create_result"
  case textEditorReplaceResult = "text_editor_code_execution_str_replace_result"
  case textEditorToolResultError = "text_editor_code_execution_tool_result_error"
  case toolSearchResult = "tool_search_tool_search_result"
  case toolSearchToolResultError = "tool_search_tool_result_error"
  case toolReference = "tool_reference"
  case browserState = "browser_state"

  /// Whether what the block says comes from a tool, whoever's message it is in.
  var isToolResult: Bool {
    switch self {
    case .toolResult, .mcpToolResult, .webSearchToolResult, .webFetchToolResult, .codeExecutionToolResult,
      .bashCodeExecutionToolResult, .textEditorCodeExecutionToolResult, .toolSearchToolResult:
      true
    default: false
    }
  }
}
