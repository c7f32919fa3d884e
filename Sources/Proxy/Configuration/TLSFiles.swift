/// PEM files for serving TLS to clients.
package struct TLSFiles: Sendable, Equatable {
  /// Path of the certificate chain, the leaf first.
  package var certificateChain: String
  /// Path of the unencrypted private key.
  package var privateKey: String

  package init(certificateChain: String, privateKey: String) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
  }
}
