/// Whether a `Host` is one that this console is opened under.
///
/// A page of another site can let its own name lead to this machine's address (DNS rebinding). Addresses and `localhost`
/// cannot be taken that way; other names have to be allowed.
package enum ConsoleHost {
  /// - Parameters:
  ///   - authority: the request's `Host`, with or without a port.
  ///   - names: allowed beside addresses and `localhost`, in lower case.
  package static func isAllowed(_ authority: String?, names: [String]) -> Bool {
    guard let authority, !authority.isEmpty else { return false }
    if authority.hasPrefix("[") {
      // IPv6, of which nothing but digits, colons and dots can be between the brackets.
      guard let end = authority.firstIndex(of: "]") else { return false }
      let digits = authority[authority.index(after: authority.startIndex)..<end]
      return isPort(authority[authority.index(after: end)...])
        && digits.utf8.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) } && digits.contains(":")
    }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 1 || isPort(":" + parts[1]) else { return false }
    let name = parts[0].lowercased()
    return name == "localhost" || isIPv4(name) || names.contains(name)
  }

  private static func isPort(_ text: some StringProtocol) -> Bool {
    text.isEmpty || (text.hasPrefix(":") && text.utf8.count <= 6 && text.utf8.dropFirst().allSatisfy(isDigit))
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
