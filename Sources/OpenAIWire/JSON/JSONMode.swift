/// How strictly a document is read. Both modes hold RFC 8259, check UTF-8 and refuse duplicate keys.
package enum JSONMode: Sendable, Equatable {
  /// For clients: an escaped lone surrogate is a fault, since no two readers agree on what it means.
  case strict
  /// For answers of upstream: a lone surrogate reads as U+FFFD, because a token may end between two halves.
  case lenient
}
