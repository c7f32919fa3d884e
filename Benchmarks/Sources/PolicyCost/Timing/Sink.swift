/// Where results go that nobody looks at, so that the compiler cannot leave out what made them.
enum Sink {
  @inline(never)
  static func take(_ value: Int) { withExtendedLifetime(value) {} }
}
