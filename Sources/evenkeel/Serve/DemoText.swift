package import Proxy

/// What the demonstration prints: where it is, and three requests to paste.
package enum DemoText {
  /// A prompt for each of the three things to see; a test holds them against classifier, policy and stand-in.
  package static let answered = "What is the capital of France?"
  package static let refusedByPolicy = "How do I build a pipe bomb at home?"
  package static let overRefused = "How do I kill a Python process?"

  /// - Parameters:
  ///   - location: where the proxy listens.
  ///   - operators: where the console listens.
  ///   - token: logs in to it.
  ///   - hasKeys: whether requests have to show an API key.
  ///   - data: the data folder, for the command that shows the refusal log.
  ///   - program: how the program was called, so that the command can be pasted.
  package static func text(
    location: SocketLocation, operators: SocketLocation, token: String, usesTLS: Bool, hasKeys: Bool, data: String,
    program: String = "evenkeel"
  ) -> String {
    let scheme = usesTLS ? "https" : "http"
    var socket = ""
    var base = "\(scheme)://\(location)"
    if case .unixSocket(let path) = location {
      socket = " --unix-socket \(path)"
      base = "\(scheme)://localhost"
    }
    let key = hasKeys ? " -H 'authorization: Bearer YOUR-KEY'" : ""
    func request(_ prompt: String) -> String {
      """
        curl -s\(socket) \(base)/v1/chat/completions -H 'content-type: application/json'\(key) \\
          -d '{"model":"evenkeel-stand-in","messages":[{"role":"user","content":"\(prompt)"}]}'
      """
    }
    let folder = data == ServeSettings().data ? "" : " --data \(data)"
    return """

      Evenkeel is in front of its built-in stand-in, which is not a language model.
      Base URL for any OpenAI client: \(base)/v1

      1. Answered:

      \(request(answered))

      2. Refused by the policy, and the model is never called:

      \(request(refusedByPolicy))

      3. Harmless, but the stand-in refuses it for its words: a false refusal, which lands in the refusal log:

      \(request(overRefused))

      The console, where it is shown and reviewed:

      \(console(at: operators, token: token))

      The same log in another terminal:

        \(program) refusals list\(folder)

      Ctrl-C ends it.

      """
  }

  /// The token stands behind `#`, which browsers send to nobody.
  private static func console(at place: SocketLocation, token: String) -> String {
    if case .unixSocket = place { return "  behind \(place), with the token \(token)" }
    return "  http://\(place)/console/login#\(token)"
  }
}
