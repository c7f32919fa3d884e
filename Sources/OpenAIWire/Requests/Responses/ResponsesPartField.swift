/// The fields of the parts of an item's content, of its summary and of outputs; the raw value is the name on the wire.
enum ResponsesPartField: String, CaseIterable, Sendable {
  case text, refusal, logs, stdout, stderr

  // Constants.
  case type, detail, outcome
  case promptCacheBreakpoint = "prompt_cache_breakpoint"

  // Words beside the text.
  case annotations, filename, logprobs

  // Media, by their data or by where they lie.
  case url
  case fileData = "file_data"
  case fileID = "file_id"
  case fileURL = "file_url"
  case imageURL = "image_url"
  case inputAudio = "input_audio"

  static let table = JSONNameTable<ResponsesPartField>()
}
