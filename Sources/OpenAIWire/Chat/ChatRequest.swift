package import NIOCore
package import Taxonomy

/// A chat completion request, read once: what decides about it, every text of it, and its bytes.
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
package struct ChatRequest: Sendable {
  package var model: String?
  package var isStreaming: Bool
  /// `stream_options.include_usage`: the stream must end with a chunk that carries the usage.
  package var includesUsage: Bool
  /// `n`, the number of answers asked for; 1 when absent.
  package var choiceCount: Int
  /// `user`: the app's own name for the person behind the request.
  package var user: String?
  package var conversation: Conversation
  /// The bytes that were read.
  package var body: ByteBuffer

  /// Reads a request body; the buffer's readable bytes must be the whole of it.
  package static func parse(
    _ body: ByteBuffer, limits: ChatLimits = ChatLimits()
  ) throws(ChatRequestFault) -> ChatRequest {
    do {
      return try JSONDocument.read(body, mode: .strict, limits: limits.json) { cursor in
        var reader = ChatRequestReader(limits: limits)
        try reader.read(&cursor)
        return try reader.finish(body: body)
      }
    } catch let fault as ChatRequestFault {
      throw fault
    } catch let fault as JSONFault {
      throw ChatRequestFault(fault)
    } catch {
      preconditionFailure("reading a request threw \(error)")
    }
  }
}
