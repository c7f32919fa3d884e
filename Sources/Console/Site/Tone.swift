/// What a colour says. It is never the only thing that says it.
package enum Tone: String, Sendable, CaseIterable {
  case neutral, good, warning, bad, accent
}
