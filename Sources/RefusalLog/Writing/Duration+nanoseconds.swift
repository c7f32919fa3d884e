extension Duration {
  /// For Dispatch; at most about a day.
  var wholeNanoseconds: Int {
    let seconds = min(components.seconds, 86_400)
    return Int(seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
