/// The page that asks for a token.
struct LoginPage {
  /// Whether anyone can log in.
  var hasTokens: Bool
  /// Where to go on afterwards.
  var next: Link?
  /// Why the last attempt failed.
  var failure: String?

  var page: Page {
    Page("Log in", section: nil, width: .narrow, scripts: [.loginScript]) {
      if hasTokens { form } else { advice }
    }
  }

  private var form: HTML {
    tag(.form, Attribute("method", "post"), .action(Link("login")), .class("stack"), .id("login")) {
      if let failure { HTML.notice(.bad) { failure } }
      if let next { tag(.input, .type("hidden"), .name("next"), .value(next.text)) }
      // For programs that keep passwords: they ask for a name to keep them under.
      tag(
        .input, .type("text"), .name("console"), .value("Evenkeel"), Attribute("autocomplete", "username"), .hidden)
      tag(.label, .for("token")) { "Token" }
      tag(
        .input, .id("token"), .name("token"), .type("password"), .required, .autofocus,
        Attribute("autocomplete", "current-password"), Attribute("spellcheck", "false"), .describedBy("token-advice"))
      tag(.p, .class("quiet small"), .id("token-advice")) {
        "Made by "
        tag(.code) { "evenkeel console add" }
        "."
      }
      tag(.button, .type("submit"), .class("primary")) { "Log in" }
    }
  }

  private var advice: HTML {
    HTML {
      tag(.p) { "Nobody can log in yet. Make a token, and start the program with its file:" }
      tag(.pre, .class("command")) {
        "evenkeel console add --name NAME --role reviewer --file FILE\nevenkeel serve --console-tokens-file FILE …"
      }
    }
  }
}
