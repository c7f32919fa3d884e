package import NIOCore
package import Taxonomy

/// A request to a model in any dialect, read once: what decides about it, every text of it, and its bytes.
///
/// Since the body is strictly validated and free of duplicate and ambiguous keys, every reader finds the same values
/// in it, so the very bytes that were judged are what is forwarded; unknown fields and numbers survive untouched.
///
/// # What the conversation holds
///
/// Within `messages`, every string at any depth, in a known field or not, with the message's role. Left out are
/// protocol constants, each only while it looks like one: `role` when it is one of the protocol's, a part's or tool
/// call's `type` and the ids of tool calls, audio and files when they are identifiers of at most 64 bytes, and media
/// (`image_url.url` and `detail`, likewise for video and audio; `input_audio.data` and `format`; `file.file_data` and
/// `file_id`) when they are visible ASCII without spaces.
///
/// - A field that has no structure known here is one text: all its strings and keys, joined by line feeds.
/// - Several text parts of a message are one text at `content`, joined by line feeds, as vLLM and llama.cpp render
///   them. Chat templates that iterate over the parts put nothing between them, so where a letter meets a letter at a
///   border, the parts joined by nothing are a second text: neither a split word nor a split phrase can hide.
/// - Tool-call arguments that hold `\u` escapes within are also a text in their decoded reading, which is what
///   templates that parse the arguments show to the model.
///
/// Outside the messages, with role `.definition`: each entry of `tools` and `functions`, and `response_format`, as one
/// text each (names, descriptions, all strings and property names, without JSON Schema's own words), and names in
/// `tool_choice` and `function_call` that are no plain identifiers. With role `.unknown`: `prediction`, `stop`,
/// `metadata`, and every unknown field with its strings (`prompt`, `suffix`, `documents`, `chat_template`, ...), since
/// some servers put them before the model. Known options (`model`, `user`, `service_tier`, ...) are no texts.
///
/// That is a chat completion's. In the other dialects the same holds of their own fields, as their readers say.
package struct ModelRequest: Sendable {
  package var dialect: Dialect
  package var model: String?
  package var isStreaming: Bool
  /// `stream_options.include_usage`: the stream must end with a chunk that carries the usage.
  package var includesUsage: Bool
  /// The number of answers asked for: `n`, 1 when absent. In completions `n` for each prompt, in moderations the inputs.
  package var choiceCount: Int
  /// The app's own name for the person behind the request: `safety_identifier`, which OpenAI put in the place of `user`,
  /// else `user`; Anthropic's `metadata.user_id`. Nil in dialects that have none.
  package var user: String?
  package var conversation: Conversation
  /// What the protocol does not define, or what cannot be judged as text.
  package var unjudged: UnjudgedContent
  /// The bytes that were read.
  package var body: ByteBuffer

  /// Reads a request body; the buffer's readable bytes must be the whole of it.
  package static func parse(
    _ body: ByteBuffer, dialect: Dialect = .chatCompletions, limits: RequestLimits = RequestLimits()
  ) throws(ModelRequestFault) -> ModelRequest {
    switch dialect {
    case .chatCompletions: try parse(body, by: ChatRequestReader.self, limits)
    case .completions: try parse(body, by: CompletionsRequestReader.self, limits)
    case .responses: try parse(body, by: ResponsesRequestReader.self, limits)
    case .embeddings: try parse(body, by: EmbeddingsRequestReader.self, limits)
    case .moderations: try parse(body, by: ModerationsRequestReader.self, limits)
    case .anthropicMessages: try parse(body, by: AnthropicRequestReader.self, limits)
    case .ollamaChat: try parse(body, by: OllamaRequestReader.self, limits)
    }
  }

  /// Reads the body once more, for where its texts stand.
  func trace(json: JSONLimits) -> ConversationTrace {
    switch dialect {
    case .chatCompletions: trace(by: ChatRequestReader.self, json)
    case .completions: trace(by: CompletionsRequestReader.self, json)
    case .responses: trace(by: ResponsesRequestReader.self, json)
    case .embeddings: trace(by: EmbeddingsRequestReader.self, json)
    case .moderations: trace(by: ModerationsRequestReader.self, json)
    case .anthropicMessages: trace(by: AnthropicRequestReader.self, json)
    case .ollamaChat: trace(by: OllamaRequestReader.self, json)
    }
  }

  private static func parse(
    _ body: ByteBuffer, by reader: (some RequestReading).Type, _ limits: RequestLimits
  ) throws(ModelRequestFault) -> ModelRequest {
    do {
      return try JSONDocument.read(body, mode: .strict, limits: limits.json) { cursor in
        var reader = reader.init(limits: limits, isTraced: false)
        try reader.read(&cursor)
        return try reader.finish(body: body)
      }
    } catch let fault as ModelRequestFault {
      throw fault
    } catch let fault as JSONFault {
      throw ModelRequestFault(fault)
    } catch {
      preconditionFailure("reading a request threw \(error)")
    }
  }

  private func trace(by reader: (some RequestReading).Type, _ json: JSONLimits) -> ConversationTrace {
    let limits = RequestLimits(json: json, maxMessages: .max, maxTexts: .max, maxTextBytes: .max, maxChoices: .max)
    do {
      let reader = try JSONDocument.read(body, mode: .strict, limits: json, isTraced: true) { cursor in
        var reader = reader.init(limits: limits, isTraced: true)
        try reader.read(&cursor)
        return reader
      }
      guard let trace = reader.builder.trace, trace.sources.count == conversation.texts.count else {
        preconditionFailure("a request's second reading differs from its first")
      }
      return trace
    } catch {
      preconditionFailure("a request that was read cannot be read again: \(error)")
    }
  }
}
