package import Hummingbird
package import Logging

/// The console on the operators' port: everything below `/console`, and what every request to it goes through.
package struct ConsoleSite: Sendable {
  /// Bytes of a form: a prompt and an answer to be tried.
  static let formLimit = 1 << 20

  let sources: ConsoleSources
  let door: ConsoleDoor
  /// Names that the console may be opened under, beside addresses and `localhost`, in lower case.
  let hosts: [String]
  let logger: Logger

  package init(sources: ConsoleSources, door: ConsoleDoor, hosts: [String] = [], logger: Logger) {
    self.sources = sources
    self.door = door
    self.hosts = hosts.map { $0.lowercased() }
    self.logger = logger
  }

  /// Adds all routes.
  package func add(to router: Router<OperatorsContext>) {
    router.get("/") { _, _ in Response(status: .seeOther, headers: [.location: Link.root]) }
    let group = router.group(RouterPath(Link.root))
    addAssets(to: group)
    addLogin(to: group)
    let routes = ConsoleRoutes(group: group, site: self)
    OverviewPages(sources).add(to: routes)
    ReviewPages(sources).add(to: routes)
    RecordPages(sources).add(to: routes)
    TrialPages(sources).add(to: routes)
    PolicyPages(sources).add(to: routes)
    routes.page("**", for: .viewer) { _ in
      throw ConsoleProblem(.notFound, "No such page", "The address leads nowhere in this console.")
    }
  }

  /// Every request for a page or with a form: the one place of all checks, and of all that goes wrong.
  func answer(
    _ request: Request, _ context: OperatorsContext, for role: ConsoleRole, isForm: Bool,
    _ handler: ConsoleRoutes.Handler
  ) async -> Response {
    let isFromScript = request.headers[named: FormCheck.header] != nil
    guard ConsoleHost.isAllowed(request.head.authority, names: hosts) else {
      return response(Self.wrongHost, visitor: nil, isFromScript: isFromScript)
    }
    guard let secret = SessionCookie.secret(in: request.headers), let visitor = await door.visitor(showing: secret)
    else {
      if isFromScript { return response(Self.loggedOut, visitor: nil, isFromScript: true) }
      return redirect(to: isForm ? Link("login") : Self.login(before: request))
    }
    do {
      guard visitor.may(role) else { throw Self.forbidden(role) }
      let form = isForm ? try await self.form(in: request, of: visitor) : FormFields()
      let asked = ConsoleRequest(
        visitor: visitor, parameters: Self.parameters(context), query: FormFields(parsing: request.uri.query ?? ""),
        form: form, isFromScript: isFromScript)
      return response(try await handler(asked), visitor: visitor)
    } catch {
      return response(problem(error), visitor: visitor, isFromScript: isFromScript)
    }
  }

  /// The form's fields, once it is known that the visitor sent it from a page of this console.
  private func form(in request: Request, of visitor: Visitor) async throws -> FormFields {
    guard !FormCheck.isForeign(request) else { throw Self.foreignForm }
    let body = request.body
    let buffer: ByteBuffer
    do {
      buffer = try await body.collect(upTo: Self.formLimit)
    } catch {
      throw ConsoleProblem(.contentTooLarge, "Too long", "A form may have \(Self.formLimit) bytes.")
    }
    let form = FormFields(parsing: String(buffer: buffer))
    let shown = request.headers[named: FormCheck.header] ?? form[FormCheck.field] ?? ""
    guard Hexadecimal.isEqual(shown, visitor.formToken) else { throw Self.foreignForm }
    return form
  }

  private func problem(_ error: any Error) -> ConsoleProblem {
    if let problem = error as? ConsoleProblem { return problem }
    logger.error("a page of the console failed", metadata: ["cause": "\(error)"])
    return ConsoleProblem(.internalServerError, "Something went wrong", "The cause is in the log of this program.")
  }

  private static func parameters(_ context: OperatorsContext) -> [String: String] {
    Dictionary(
      context.parameters.map { (String($0.key), FormFields.decodedSegment($0.value)) }, uniquingKeysWith: { $1 })
  }

  // MARK: What goes wrong

  static let wrongHost = ConsoleProblem(
    .misdirectedRequest, "Not under this name",
    "Open the console by its address, or allow the name with the setting `console.hosts`.")
  static let loggedOut = ConsoleProblem(.unauthorized, "Logged out", "The session has ended. Log in again.")
  static let foreignForm = ConsoleProblem(
    .forbidden, "Not sent from here", "The form does not belong to this session. Open the page again and repeat.")

  private static func forbidden(_ role: ConsoleRole) -> ConsoleProblem {
    ConsoleProblem(.forbidden, "Not allowed", "This takes the role `\(role.rawValue)`.")
  }

  private static func login(before request: Request) -> Link {
    let next = Link(checking: request.uri.string)
    return Link("login", query: next.map { $0 == Link() ? [] : [("next", $0.text)] } ?? [])
  }
}
