import Hummingbird
import Logging

extension ConsoleSite {
  /// The pages before the login, and the way out.
  func addLogin(to group: RouterGroup<OperatorsContext>) {
    group.get("login") { request, context in await showLogin(request, context) }
    group.post("login") { request, context in await login(request, context) }
    group.post("logout") { request, context in await logout(request, context) }
  }

  private func logout(_ request: Request, _ context: OperatorsContext) async -> Response {
    var answer = await answer(request, context, for: .viewer, isForm: true) { _ in
      if let secret = SessionCookie.secret(in: request.headers) { door.leave(secret) }
      return .redirect(Link("login"))
    }
    if answer.status == .seeOther {
      answer.headers[.setCookie] = SessionCookie.clear(isEncrypted: Self.isEncrypted(request))
    }
    return answer
  }

  private func showLogin(_ request: Request, _ context: OperatorsContext) async -> Response {
    guard ConsoleHost.isAllowed(request.head.authority, names: hosts) else {
      return response(Self.wrongHost, visitor: nil, isFromScript: false)
    }
    let next = FormFields(parsing: request.uri.query ?? "")["next"].flatMap { Link(checking: $0) }
    if let secret = SessionCookie.secret(in: request.headers), await door.visitor(showing: secret) != nil {
      return redirect(to: next ?? Link())
    }
    return response(.page(LoginPage(hasTokens: door.hasTokens, next: next).page), visitor: nil)
  }

  private func login(_ request: Request, _ context: OperatorsContext) async -> Response {
    guard ConsoleHost.isAllowed(request.head.authority, names: hosts) else {
      return response(Self.wrongHost, visitor: nil, isFromScript: false)
    }
    // There is no session yet whose secret the form could carry; the browser says where it comes from.
    guard !FormCheck.isForeign(request) else {
      return response(Self.foreignForm, visitor: nil, isFromScript: false)
    }
    let body = request.body
    guard let buffer = try? await body.collect(upTo: 8_192) else {
      let problem = ConsoleProblem(.contentTooLarge, "Too long", "No token is so long.")
      return response(problem, visitor: nil, isFromScript: false)
    }
    let form = FormFields(parsing: String(buffer: buffer))
    let next = form["next"].flatMap { Link(checking: $0) }
    var page = LoginPage(hasTokens: door.hasTokens, next: next)
    do {
      switch try await door.enter(showing: form.text("token") ?? "", from: context.peer) {
      case .open(let user, let secret):
        logger.notice("console login", metadata: ["user": "\(user.name)", "role": "\(user.role.rawValue)"])
        var answer = redirect(to: next ?? Link())
        answer.headers[.setCookie] = SessionCookie.set(secret, isEncrypted: Self.isEncrypted(request))
        return answer
      case .unknownToken:
        logger.warning("console login failed", metadata: ["address": "\(context.peer)"])
        page.failure = "This token is not known."
        return response(.page(page.page, status: .unauthorized), visitor: nil)
      case .tooManyFailures(let seconds):
        page.failure = "Too many attempts failed. Try again in \(seconds) seconds."
        var answer = response(.page(page.page, status: .tooManyRequests), visitor: nil)
        answer.headers[.retryAfter] = "\(seconds)"
        return answer
      case .noTokens: return response(.page(page.page, status: .forbidden), visitor: nil)
      case .unreadable(let reason):
        logger.error("the console's tokens cannot be read", metadata: ["cause": "\(reason)"])
        page.failure = "The file of tokens cannot be read; the log of this program says why."
        return response(.page(page.page, status: .serviceUnavailable), visitor: nil)
      }
    } catch {
      let problem = error as? ConsoleProblem ?? ConsoleProblem(.internalServerError, "Something went wrong", "\(error)")
      return response(problem, visitor: nil, isFromScript: false)
    }
  }

  /// A proxy before this port says by this header that the browser speaks TLS with it.
  static func isEncrypted(_ request: Request) -> Bool {
    request.headers[named: "x-forwarded-proto"]?.lowercased() == "https"
  }
}
