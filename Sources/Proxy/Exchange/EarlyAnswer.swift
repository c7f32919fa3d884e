import NIOCore
import OpenAIWire

/// What upstream said to a request whose prompt is still being judged. Nothing of it has reached the client.
struct EarlyAnswer {
  /// How it ended, as far as it did.
  enum End {
    case complete
    case failed(UpstreamFailure)
  }

  var head: HTTPResponseHead?
  /// At most what came with one read: upstream is not read on meanwhile.
  var body: [ByteBuffer] = []
  var end: End?
}
