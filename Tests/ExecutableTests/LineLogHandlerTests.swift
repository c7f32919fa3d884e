import Foundation
import Logging
import Synchronization
import Testing
import evenkeel

@Suite struct LineLogHandlerTests {
  private final class Lines: Sendable {
    private let state = Mutex<[String]>([])
    func add(_ line: String) { state.withLock { $0.append(line) } }
    var all: [String] { state.withLock { $0 } }
  }

  private func logged(level: Logger.Level = .info, _ log: (inout Logger) -> Void) -> [String] {
    let lines = Lines()
    var logger = Logger(label: "test") { label in
      LineLogHandler(label: label, level: level, now: { Date(timeIntervalSince1970: 1.5) }) { lines.add($0) }
    }
    log(&logger)
    return lines.all
  }

  @Test("writes one line with its own keys first and the facts sorted")
  func order() {
    let lines = logged { $0.info("a message", metadata: ["b": "2", "a": "1"]) }
    #expect(
      lines == [
        #"{"time":"1970-01-01T00:00:01.500Z","level":"info","logger":"test","message":"a message","a":"1","b":"2"}"#
          + "\n"
      ])
  }

  @Test("stays one line of JSON whatever is in it")
  func hostile() throws {
    let text = "a\"b\\c\nd\r\u{1B}[31m\u{2028}\u{202E}\u{0}é"
    let lines = logged { logger in
      logger[metadataKey: "k\n"] = "\(text)"
      logger.warning("\(text)", metadata: ["list": ["x", "\(text)"], "map": ["y": "\(text)"], "level": "forged"])
    }
    #expect(lines.count == 1)
    #expect(lines[0].unicodeScalars.filter { $0.value < 0x20 } == ["\n"], "the line's own end only")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(object["message"] as? String == text)
    #expect(object["k\n"] as? String == text)
    #expect((object["list"] as? [String])?.last == text)
    #expect((object["map"] as? [String: String])?["y"] == text)
    #expect(object["level"] as? String == "warning", "a fact cannot pass for the level")
    #expect(object["_level"] as? String == "forged")
  }

  @Test("leaves out what is below its level")
  func level() {
    let lines = logged(level: .warning) { logger in
      logger.info("no")
      logger.error("yes")
    }
    #expect(lines.count == 1 && lines[0].contains("yes"))
  }

  @Test("takes the call's fact before the logger's")
  func precedence() {
    let lines = logged { logger in
      logger[metadataKey: "a"] = "logger"
      logger.info("m", metadata: ["a": "call"])
    }
    #expect(lines[0].contains(#""a":"call""#) && !lines[0].contains("logger\":\"logger"))
  }
}
