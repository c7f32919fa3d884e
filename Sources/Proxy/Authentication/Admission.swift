import NIOCore
import OpenAIWire

/// Decides on a request's head alone: who sends it, and what it asks for.
struct Admission: Sendable {
  /// A request that may send its body.
  struct Admitted {
    var endpoint: Endpoint
    var principal: Principal
  }

  /// Nil lets everybody in.
  let keyring: APIKeyring?
  let passThroughPaths: Set<String>

  /// The key is asked for first: who has none is told nothing of what there is.
  func admit(_ head: HTTPRequestHead) -> Result<Admitted, APIError> {
    guard let principal = principal(of: head) else {
      return .failure(
        .invalidAPIKey("no valid API key was shown: send `authorization: Bearer KEY` or `x-api-key: KEY`"))
    }
    return Endpoint.route(head, passThroughPaths: passThroughPaths).map {
      Admitted(endpoint: $0, principal: principal)
    }
  }

  private func principal(of head: HTTPRequestHead) -> Principal? {
    guard let keyring else { return .local }
    // Anthropic's clients show their key in `x-api-key`, Azure's in `api-key`.
    let shown = head.fields.fields.filter { [.authorization, .xAPIKey, .apiKey].contains($0.name) }
    // Two of them could be read differently by two readers.
    guard shown.count == 1 else { return nil }
    let value = head.fields.value(of: shown[0])
    if shown[0].name != .authorization { return keyring.principal(showing: value) }
    let scheme = "bearer ".utf8
    guard value.count > scheme.count, value.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 }) else {
      return nil
    }
    return keyring.principal(showing: value.dropFirst(scheme.count))
  }
}
