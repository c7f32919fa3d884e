import Classifiers
import Hummingbird
import Policy
import Taxonomy

/// The routes of Try it. Texts are sent in a form, so that no address and no log holds them.
struct TrialPages {
  private let sources: ConsoleSources

  init(_ sources: ConsoleSources) { self.sources = sources }

  func add(to routes: ConsoleRoutes) {
    routes.page("try", for: .viewer) { request in
      .page(TrialPage(visitor: request.visitor, texts: TextTrial.Texts(findsWords: true)).page)
    }
    routes.form("try", for: .viewer, tryTexts)
  }

  private func tryTexts(_ request: ConsoleRequest) async throws -> ConsoleAnswer {
    let texts = Self.texts(request.form)
    var page = TrialPage(visitor: request.visitor, texts: texts)
    guard texts.prompt.utf8.count <= TextTrial.Texts.byteLimit,
      (texts.answer?.utf8.count ?? 0) <= TextTrial.Texts.byteLimit
    else {
      page.fault = "A text may have \(TextTrial.Texts.byteLimit) bytes."
      return .page(page.page, status: .contentTooLarge)
    }
    guard !texts.prompt.isEmpty else {
      page.fault = "Write a prompt to try."
      return .page(page.page, status: .badRequest)
    }
    let (revisions, classifier) = (sources.revisions, sources.classifier)
    let started = ContinuousClock.now
    let trial = try await sources.work.run { () throws -> TextTrial in
      let snapshot = revisions.current.active
      return try TextTrial(
        texts, snapshot: snapshot, fallback: revisions.fallback(in: snapshot), classifier: classifier)
    }
    page.trial = trial
    page.duration = ContinuousClock.now - started
    page.classifier = classifier.identity.description
    return .page(page.page)
  }

  private static func texts(_ form: FormFields) -> TextTrial.Texts {
    func lines(_ name: String) -> String? {
      // Browsers send line ends as two characters.
      form[name]?.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
    let answer = lines("answer").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    return TextTrial.Texts(
      prompt: lines("prompt") ?? "", answer: answer, role: form["role"].flatMap(SpeakerRole.init(rawValue:)) ?? .user,
      app: form.text("app") ?? "local", model: form.text("model"), findsWords: form["words"] == "yes")
  }
}
