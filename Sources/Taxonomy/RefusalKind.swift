/// How far an answer withholds help (XSTest's scheme: full refusal, partial refusal, compliance).
package enum RefusalKind: String, CaseIterable, Codable, Sendable {
  case full
  case partial
  case none
}
