/// Where the one structured line a request is written.
package enum AccessLogDestination: String, CaseIterable, Sendable {
  case off
  case standardOutput = "stdout"
  case standardError = "stderr"
}
