import Foundation
package import Proxy

extension ServeSettings {
  /// The data plane's configuration, once all that depends on more than one setting is checked.
  ///
  /// The threads are those before a classifier that judges on event loops; `shareThreads` sets them for another.
  package func proxyConfiguration() throws(SettingsFaults) -> ProxyConfiguration {
    var faults = listeningFaults()
    if (tlsCertificate == nil) != (tlsKey == nil) {
      faults.append("`tls.certificate` and `tls.key` go together: one of them is missing")
    }
    var key = upstreamKey
    do {
      if let file = upstreamKeyFile { key = try Self.key(in: file, of: "upstream-key-file", beside: upstreamKey) }
      if let key { try Self.checkHeaderValue(key, of: "upstream-key") }
    } catch {
      faults += error.lines
    }
    var guardKey: String?
    do {
      if let file = guardKeyFile {
        let key = try Self.key(in: file, of: "guard-key-file")
        try Self.checkHeaderValue(key, of: "guard-key-file")
        guardKey = key
      }
    } catch {
      faults += error.lines
    }
    for path in passThroughPaths where JudgedPath.endpoint(at: path) != nil {
      faults.append("`pass-through`: requests to `\(path)` are judged; take it out of the list")
    }
    if passThroughPaths.contains(JudgedPath.feedback) {
      faults.append("`pass-through`: the proxy answers `\(JudgedPath.feedback)` itself; take it out of the list")
    }
    guard let upstream else {
      faults.append("no model server: name one with --upstream http://HOST:PORT, or try `evenkeel demo`")
      throw SettingsFaults(faults)
    }
    guard faults.isEmpty else { throw SettingsFaults(faults) }
    var configuration = ProxyConfiguration(listen: listen, upstream: upstream)
    configuration.upstreamKey = key
    configuration.upstreamAuthorities = upstreamAuthorities
    configuration.verifiesUpstream = verifiesUpstream
    configuration.guardKey = guardKey
    configuration.guardAuthorities = guardAuthorities
    if let tlsCertificate, let tlsKey {
      configuration.tls = TLSFiles(certificateChain: tlsCertificate, privateKey: tlsKey)
    }
    configuration.policyName = policyName
    configuration.passThroughPaths = Set(passThroughPaths)
    shareThreads(of: &configuration, inlineByteLimit: 1)
    configuration.accessLog = accessLog
    configuration.limits = limits
    configuration.timeouts = timeouts
    return configuration
  }

  /// Sets the numbers of threads for a classifier.
  package func shareThreads(of configuration: inout ProxyConfiguration, inlineByteLimit: Int) {
    let shares = ThreadShares(
      serving: threads, judging: judgingThreads, cores: ProcessInfo.processInfo.activeProcessorCount,
      inlineByteLimit: inlineByteLimit)
    configuration.threads = shares.serving
    configuration.judgingThreads = shares.judging
  }

  /// Who may be let in from outside this machine.
  private func listeningFaults() -> [String] {
    var faults: [String] = []
    if !listen.isLocal, keysFile == nil {
      faults.append(
        "`listen` is `\(listen)`, which others can reach, and there are no API keys: make one with "
          + "`evenkeel keys create --app NAME --file FILE` and name the file with --keys-file, or listen on 127.0.0.1")
    }
    if !operatorsListen.isLocal, !operatorsAllowRemote {
      faults.append(
        "`operators-listen` is `\(operatorsListen)`, which others can reach, and the operators' port has no login: "
          + "listen on 127.0.0.1, or allow it with --operators-allow-remote")
    }
    if listen == operatorsListen, Self.isFixed(listen) {
      faults.append("`listen` and `operators-listen` are both `\(listen)`")
    }
    return faults
  }

  private static func isFixed(_ location: SocketLocation) -> Bool {
    if case .network(_, let port) = location { port != 0 } else { true }
  }

  /// The first line of a key file.
  private static func key(
    in file: String, of setting: String, beside key: String? = nil
  ) throws(SettingsFaults) -> String {
    guard key == nil else {
      throw SettingsFaults(["`upstream-key` and `upstream-key-file` are both set: which one counts?"])
    }
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw SettingsFaults(["`\(setting)`: `\(file)` cannot be read: \(error.localizedDescription)"])
    }
    let line = text.split(whereSeparator: \.isNewline).first?.trimmingCharacters(in: .whitespaces) ?? ""
    guard !line.isEmpty else { throw SettingsFaults(["`\(setting)`: `\(file)` has no key in its first line"]) }
    return line
  }

  /// A key becomes a header's value: a line break in it would let it write headers of its own.
  private static func checkHeaderValue(_ key: String, of setting: String) throws(SettingsFaults) {
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw SettingsFaults(["`\(setting)`: the key may hold visible ASCII characters only, and no blanks"])
    }
  }
}
