private import Crypto

/// Makes the pseudonyms under which records know an app's users: the first 128 bits of HMAC-SHA-256 under a secret of this
/// deployment, over the app's name, a zero byte, and the name that the app gave.
///
/// One user of one app has one pseudonym as long as the secret stays, so that what belongs to a person can be found and
/// deleted; without the secret nobody can tell whose it is, not even by trying names.
package struct UserKeyMaker: Sendable {
  /// Least bytes of a secret.
  package static let leastSecretBytes = 16

  private let secret: [UInt8]

  /// Nil for a secret that could be guessed by its length alone.
  package init?(secret: String) {
    guard secret.utf8.count >= Self.leastSecretBytes else { return nil }
    self.secret = Array(secret.utf8)
  }

  /// 32 hexadecimal digits; nil where the app named nobody.
  package func key(of user: String?, app: String) -> String? {
    guard let user, !user.isEmpty else { return nil }
    let message = Array(app.utf8) + [0] + Array(user.utf8)
    let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))
    return code.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
