import Hummingbird

/// The cookie that carries a session's secret: for this server's pages only, not for scripts, and gone with the browser.
enum SessionCookie {
  static let name = "evenkeel-console"

  /// The secret that a request carries. Of several cookies of the name the first counts, as browsers send the one of the
  /// longest path first.
  static func secret(in headers: HTTPFields) -> String? {
    for line in headers[values: .cookie] {
      for pair in line.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
        let value = parts[1].prefix { $0 != " " }
        // As long as secrets are; anything else is none.
        return value.utf8.count == 64 ? String(value) : nil
      }
    }
    return nil
  }

  /// - Parameter isEncrypted: whether the browser's way here is TLS, so that the cookie is sent on no other.
  static func set(_ secret: String, isEncrypted: Bool) -> String {
    "\(name)=\(secret); Path=\(Link.root); HttpOnly; SameSite=Strict" + (isEncrypted ? "; Secure" : "")
  }

  static func clear(isEncrypted: Bool) -> String { set("", isEncrypted: isEncrypted) + "; Max-Age=0" }
}
