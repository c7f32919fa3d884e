import NIOCore
import OpenAIWire
import Testing

/// Objects of many keys, of which each must be told from all others.
@Suite struct ManyKeysTests {
  @Test("tells keys apart that differ in one byte, at any length and place, escaped or not")
  func similarKeys() {
    for length in 1...70 {
      let plain = Array(repeating: UInt8(ascii: "a"), count: length)
      var keys = [String(decoding: plain, as: UTF8.self)]
      for place in 0..<length {
        var key = plain
        key[place] = UInt8(ascii: "b")
        keys.append(String(decoding: key, as: UTF8.self))
      }
      let object = { (keys: [String]) in
        ByteBuffer(string: "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
      }
      #expect(throws: Never.self, "\(length)") { try JSONDocument.validate(object(keys)) }
      let repeated = keys + ["\\u0061" + keys[0].dropFirst()]
      #expect("\(length)") {
        try JSONDocument.validate(object(repeated))
      } throws: { error in
        guard case .duplicateKey = (error as? JSONFault)?.kind else { return false }
        return true
      }
    }
  }
}
