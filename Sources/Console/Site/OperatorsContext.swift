package import Hummingbird
import NIOCore

/// What is known of a request to the operators' port beside the request itself.
package struct OperatorsContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The address that the connection comes from; empty for a Unix socket.
  let peer: String

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
