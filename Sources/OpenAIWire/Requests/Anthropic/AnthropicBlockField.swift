/// The fields of content blocks, and of the objects in them (sources, citations, results); the raw value is the name on
/// the wire. What is only ever a number or a boolean is not named: it has no words.
enum AnthropicBlockField: String, CaseIterable, Sendable {
  // What a model sees one after the other.
  case text, thinking

  // Words.
  case title, context, name, stdout, stderr, lines, tabs, url
  case citedText = "cited_text"
  case documentTitle = "document_title"
  case toolName = "tool_name"
  case errorMessage = "error_message"
  case stateChanges = "state_changes"

  // Objects, arrays, or JSON.
  case content, source, citations, input
  case toolReferences = "tool_references"

  // Constants and ids.
  case type, id, caller, transformations
  case mediaType = "media_type"
  case toolUseID = "tool_use_id"
  case toolsetName = "toolset_name"
  case serverName = "server_name"
  case cacheControl = "cache_control"
  case errorCode = "error_code"
  case fileType = "file_type"
  case pageAge = "page_age"
  case retrievedAt = "retrieved_at"
  case fileID = "file_id"

  // Encoded or encrypted.
  case data, signature
  case encryptedContent = "encrypted_content"
  case encryptedIndex = "encrypted_index"
  case encryptedStdout = "encrypted_stdout"

  static let table = JSONNameTable<AnthropicBlockField>()
}
