import Hummingbird

/// Where pages are added to the console. There are two kinds of routes and no third, so none escapes the checks of
/// `ConsoleSite`: of the host, the session, the role, and for what changes something, of the form's origin and secret.
package struct ConsoleRoutes {
  /// Answers a request that passed every check.
  package typealias Handler = @Sendable (ConsoleRequest) async throws -> ConsoleAnswer

  let group: RouterGroup<OperatorsContext>
  let site: ConsoleSite

  /// A page, got by GET, that changes nothing.
  ///
  /// - Parameter path: below `/console`; `record/:id` has a parameter `id`.
  package func page(_ path: String, for role: ConsoleRole, _ handler: @escaping Handler) {
    let site = site
    group.get(RouterPath(path)) { request, context in
      await site.answer(request, context, for: role, isForm: false, handler)
    }
  }

  /// A form that was sent by POST.
  package func form(_ path: String, for role: ConsoleRole, _ handler: @escaping Handler) {
    let site = site
    group.post(RouterPath(path)) { request, context in
      await site.answer(request, context, for: role, isForm: true, handler)
    }
  }
}
