import ArgumentParser
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// `evenkeel health`: whether a proxy on this machine is alive, for container health checks.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Ask a running proxy whether it is alive; exit code 0 when it is.")

  @Option(
    help: "What to ask; /healthz of the configured operators' port when it is left out. /readyz asks for more.")
  var url: String?

  @Option(help: ArgumentHelp("YAML file of settings. [EVENKEEL_CONFIG]", valueName: "path"))
  var config: String?

  @Option(help: ArgumentHelp("How long to wait for the answer.", valueName: "duration"))
  var timeout = "3s"

  func run() async throws {
    let limit: Duration
    do {
      limit = try DurationText.parse(timeout)
    } catch {
      throw CommandFailure(.unusable, "--timeout: \(error)")
    }
    let url = try self.url ?? configuredURL()
    guard let address = URL(string: url), address.scheme == "http" || address.scheme == "https" else {
      throw CommandFailure(.unusable, "`\(url)` is no http:// or https:// address")
    }
    // Proxies that the environment names would be asked even about this machine.
    unsafe setenv("no_proxy", "*", 1)
    let request = URLRequest(
      url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: limit / .seconds(1))
    let status: Int
    do {
      let (_, response) = try await URLSession.shared.data(for: request)
      status = (response as? HTTPURLResponse)?.statusCode ?? 0
    } catch {
      throw CommandFailure(.failed, "no answer from \(url): \(error.localizedDescription)")
    }
    guard status == 200 else { throw CommandFailure(.failed, "\(url) answered \(status)") }
  }

  private func configuredURL() throws -> String {
    let settings = try SettingsLoader(
      flags: [:], configFlag: config, environment: ProcessInfo.processInfo.environment
    ).load().values
    guard let url = HealthAddress.url(of: settings.operatorsListen) else {
      throw CommandFailure(
        .unusable, "`operators-listen` is `\(settings.operatorsListen)`, which this command cannot ask")
    }
    return url
  }
}
