/// One attribute of an element. Values are escaped; addresses come from a `Link` or an `Asset` and so stay on this server.
package struct Attribute: Sendable, Equatable {
  private let name: String
  /// Nil for one that is there or is not, such as `hidden`.
  private let value: String?

  private init(unchecked name: String, _ value: String?) {
    self.name = name
    self.value = value
  }

  /// Any attribute by its name, but for those that a browser reads as code or follows as an address.
  package init(_ name: StaticString, _ value: String) {
    let text = name.description
    precondition(Self.isPlain(text), "attribute `\(text)` is not a plain one")
    self.init(unchecked: text, value)
  }

  /// One that is there or is not.
  package init(_ name: StaticString) {
    let text = name.description
    precondition(Self.isPlain(text), "attribute `\(text)` is not a plain one")
    self.init(unchecked: text, nil)
  }

  package static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
  package static func id(_ id: String) -> Attribute { Attribute("id", id) }
  package static func name(_ name: String) -> Attribute { Attribute("name", name) }
  package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  package static func type(_ type: StaticString) -> Attribute { Attribute("type", type.description) }
  package static func title(_ title: String) -> Attribute { Attribute("title", title) }
  package static func role(_ role: StaticString) -> Attribute { Attribute("role", role.description) }
  /// The id of the field that a label belongs to.
  package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
  package static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
  package static func labelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", id) }
  package static func describedBy(_ id: String) -> Attribute { Attribute("aria-describedby", id) }
  package static let hiddenFromReaders = Attribute("aria-hidden", "true")
  package static let current = Attribute("aria-current", "page")
  package static let required = Attribute("required")
  package static let disabled = Attribute("disabled")
  package static let checked = Attribute("checked")
  package static let selected = Attribute("selected")
  package static let hidden = Attribute("hidden")
  package static let autofocus = Attribute("autofocus")
  package static let open = Attribute("open")

  /// `data-…`, for scripts.
  package static func data(_ name: StaticString, _ value: String) -> Attribute {
    Attribute(unchecked: "data-" + name.description, value)
  }

  /// Where an `a` leads.
  package static func href(_ link: Link) -> Attribute { Attribute(unchecked: "href", link.text) }
  /// Where a `link` leads.
  package static func href(_ asset: Asset) -> Attribute { Attribute(unchecked: "href", asset.path) }
  /// Leads to an element of the same page.
  package static func anchor(_ id: StaticString) -> Attribute { Attribute(unchecked: "href", "#" + id.description) }
  package static func src(_ asset: Asset) -> Attribute { Attribute(unchecked: "src", asset.path) }
  /// Where a `form` is sent.
  package static func action(_ link: Link) -> Attribute { Attribute(unchecked: "action", link.text) }
  /// Where a `form` is sent by this button.
  package static func formAction(_ link: Link) -> Attribute { Attribute(unchecked: "formaction", link.text) }

  func write(to text: inout String) {
    text += " " + name
    if let value { text += "=\"" + TextEscaping.exact(value) + "\"" }
  }

  /// Whether a value cannot run, be fetched, or style the page past its sheet.
  private static func isPlain(_ name: String) -> Bool {
    let addresses = [
      "href", "src", "srcset", "srcdoc", "action", "formaction", "ping", "poster", "background", "data", "style",
      "xlink:href",
    ]
    guard !name.hasPrefix("on"), !addresses.contains(name) else { return false }
    return !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
