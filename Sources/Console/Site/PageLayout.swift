/// The frame around every page: head, navigation, foot.
package struct PageLayout: Sendable {
  /// Nil before the login.
  package var visitor: Visitor?
  /// The running revision of the policies.
  package var revision: String

  package init(visitor: Visitor?, revision: String) {
    self.visitor = visitor
    self.revision = revision
  }

  /// The whole document.
  package func document(_ page: Page) -> String {
    let html = tag(.html, Attribute("lang", "en")) {
      head(page)
      tag(.body) {
        tag(.a, .class("skip"), Attribute.anchor("content")) { "Skip to the content" }
        if let visitor { header(page, visitor) }
        tag(.main, .id("content"), .class("page page-\(page.width.rawValue)"), Attribute("tabindex", "-1")) {
          if visitor == nil { brand }
          tag(.div, .class("page-head")) {
            tag(.div) {
              tag(.h1) { page.title }
              if !page.lead.isEmpty { tag(.p, .class("lead")) { page.lead } }
            }
            if !page.aside.isEmpty { tag(.div, .class("page-aside")) { page.aside } }
          }
          page.body
        }
        if visitor != nil { footer }
      }
    }
    return "<!doctype html>\n" + html.markup + "\n"
  }

  /// Stands above the heading where there is no navigation.
  private var brand: HTML {
    tag(.div, .class("brand-line")) {
      HTML.emblem
      "Evenkeel"
    }
  }

  private func head(_ page: Page) -> HTML {
    tag(.head) {
      tag(.meta, Attribute("charset", "utf-8"))
      tag(.title) { page.title + " · Evenkeel" }
      tag(.meta, .name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
      tag(.meta, .name("color-scheme"), Attribute("content", "light dark"))
      tag(.meta, .name("referrer"), Attribute("content", "same-origin"))
      // For scripts that send forms of their own.
      if let visitor { tag(.meta, .name("form-token"), Attribute("content", visitor.formToken)) }
      tag(.link, Attribute("rel", "stylesheet"), .href(.styleSheet))
      tag(.link, Attribute("rel", "icon"), .type("image/svg+xml"), .href(.icon))
      for script in (visitor == nil ? [] : [Asset.consoleScript]) + page.scripts { HTML.script(script) }
    }
  }

  private func header(_ page: Page, _ visitor: Visitor) -> HTML {
    tag(.header, .class("bar")) {
      tag(.a, .class("brand"), .href(Link()), .label("Evenkeel, to the overview")) {
        HTML.emblem
        tag(.span) { "Evenkeel" }
      }
      tag(.nav, .label("Pages")) {
        tag(.ul) {
          for section in Page.Section.allCases {
            tag(.li) {
              HTML(
                .a, [.href(section.link), .data("title", section.title)] + (section == page.section ? [.current] : []),
                HTML(section.title))
            }
          }
        }
      }
      tag(.div, .class("who")) {
        tag(.span, .class("who-name")) { visitor.name }
        tag(.span, .class("who-role")) { visitor.user.role.rawValue }
        HTML.form(to: Link("logout"), visitor) {
          tag(.button, .type("submit"), .class("plain")) { "Log out" }
        }
      }
    }
  }

  private var footer: HTML {
    tag(.footer, .class("foot")) {
      tag(.span) {
        "Policies at revision "
        tag(.a, .href(Link("policies"))) { tag(.code) { revision } }
      }
    }
  }
}
