import Crypto

/// A file that pages link to: compiled in, with its content's hash in its address, so that browsers may keep it for good.
package struct Asset: Sendable {
  package let name: String
  /// A media type, with its character set where it is text.
  package let type: String
  package let content: String
  /// The absolute path, such as `/console/assets/0123456789abcdef/console.css`.
  package let path: String
  /// The part of `path` that stands for the content: 16 hexadecimal digits.
  package let hash: String

  package init(name: StaticString, type: StaticString, content: String) {
    self.name = name.description
    self.type = type.description
    self.content = content
    hash = Hexadecimal.text(SHA256.hash(data: Array(content.utf8)).prefix(8))
    path = "\(Link.root)/assets/\(hash)/\(self.name)"
  }

  /// Every asset there is. One that is not here is not served.
  package static let all: [Asset] = [.styleSheet, .icon, .loginScript, .consoleScript, .reviewScript]
}
