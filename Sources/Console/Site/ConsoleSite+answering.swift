import Hummingbird
import Policy

extension ConsoleSite {
  func response(_ answer: ConsoleAnswer, visitor: Visitor?) -> Response {
    switch answer {
    case .page(let page, let status):
      let layout = PageLayout(visitor: visitor, revision: sources.revisions.current.active.revision)
      return response(layout.document(page), type: "text/html; charset=utf-8", status: status)
    case .fragment(let html, let status):
      return response(html.markup, type: "text/html; charset=utf-8", status: status)
    case .json(let text, let status): return response(text, type: "application/json", status: status)
    case .redirect(let link): return redirect(to: link)
    }
  }

  /// What went wrong, as a page or as the piece of one that a script puts in its place.
  func response(_ problem: ConsoleProblem, visitor: Visitor?, isFromScript: Bool) -> Response {
    if isFromScript {
      let notice = HTML.notice(.bad) {
        tag(.strong) { problem.title }
        " "
        problem.detail
      }
      return response(.fragment(notice, status: problem.status), visitor: visitor)
    }
    let page = Page(problem.title, section: nil, width: visitor == nil ? .narrow : .text) {
      tag(.p, .class("lead")) { problem.detail }
      tag(.p) { tag(.a, .href(Link())) { "To the overview" } }
    }
    return response(.page(page, status: problem.status), visitor: visitor)
  }

  func redirect(to link: Link) -> Response {
    var headers: HTTPFields = [.location: link.text]
    ConsoleHeaders.set(on: &headers)
    return Response(status: .seeOther, headers: headers)
  }

  func response(
    _ text: String, type: String, status: HTTPResponse.Status = .ok, isAsset: Bool = false
  ) -> Response {
    var headers: HTTPFields = [.contentType: type]
    ConsoleHeaders.set(on: &headers, isAsset: isAsset)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Files that pages link to. They hold nothing of anyone, so they need no session.
  func addAssets(to group: RouterGroup<OperatorsContext>) {
    let assets = Dictionary(uniqueKeysWithValues: Asset.all.map { ($0.path, $0) })
    group.get("assets/:hash/:name") { request, _ in
      guard let asset = assets[request.uri.path] else {
        return response(Self.noAsset, visitor: nil, isFromScript: false)
      }
      return response(asset.content, type: asset.type, isAsset: true)
    }
  }

  private static let noAsset = ConsoleProblem(.notFound, "No such file", "The page that asked for it is outdated.")
}
