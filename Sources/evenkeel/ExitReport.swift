import ArgumentParser
import Foundation
import Policy

/// What the process says and returns for an error.
struct ExitReport {
  var code: Int32
  var text: String
  var isForStandardOutput = false

  init(_ error: any Error) {
    switch error {
    // A command that has said all it has to say.
    case let exit as ExitCode: (code, text) = (exit.rawValue, "")
    case let failure as CommandFailure: (code, text) = (failure.kind.rawValue, "evenkeel: \(failure)")
    case let faults as SettingsFaults:
      (code, text) = (
        CommandFailure.Kind.unusable.rawValue, faults.lines.map { "evenkeel: \($0)" }.joined(separator: "\n")
      )
    case let faults as PolicyFaults: (code, text) = (CommandFailure.Kind.unusable.rawValue, "\(faults)")
    default:
      let parsed = Evenkeel.exitCode(for: error)
      switch parsed {
      case .success: (code, text, isForStandardOutput) = (0, Evenkeel.fullMessage(for: error), true)
      case .validationFailure: (code, text) = (CommandFailure.Kind.unusable.rawValue, Evenkeel.fullMessage(for: error))
      default: (code, text) = (CommandFailure.Kind.failed.rawValue, "evenkeel: \(error)")
      }
    }
  }

  func exit() -> Never {
    if isForStandardOutput {
      print(text)
    } else if !text.isEmpty {
      StandardError.write(text + "\n")
    }
    Foundation.exit(code)
  }
}
