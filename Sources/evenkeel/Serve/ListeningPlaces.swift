import Proxy
import Synchronization

/// Waits until it is known where both ports listen, and says it once.
final class ListeningPlaces: Sendable {
  private struct State {
    var clients: SocketLocation?
    var operators: SocketLocation?
  }

  private let state = Mutex(State())
  private let announce: @Sendable (_ clients: SocketLocation, _ operators: SocketLocation) -> Void

  init(announce: @escaping @Sendable (_ clients: SocketLocation, _ operators: SocketLocation) -> Void) {
    self.announce = announce
  }

  func clientsCanConnect(at location: SocketLocation) {
    note { $0.clients = location }
  }

  func operatorsCanConnect(at location: SocketLocation) {
    note { $0.operators = location }
  }

  private func note(_ change: (inout State) -> Void) {
    let both: (SocketLocation, SocketLocation)? = state.withLock { state in
      change(&state)
      guard let clients = state.clients, let operators = state.operators else { return nil }
      return (clients, operators)
    }
    if let both { announce(both.0, both.1) }
  }
}
