/// Who sent a request: the app and the id of the key that it showed. Never the key itself.
package struct Principal: Sendable, Hashable {
  /// Name of the app that the key was made for; `local` where no keys are asked for.
  package var app: String
  /// Public id of the key; nil where no keys are asked for.
  package var keyID: String?

  package init(app: String, keyID: String?) {
    self.app = app
    self.keyID = keyID
  }

  /// Everybody, where no keys are asked for.
  package static let local = Principal(app: "local", keyID: nil)
}
