import Foundation

/// Takes whole lines. Blocks.
protocol LineSink {
  /// Writes all or, as far as it can be helped, nothing: what a failure leaves is no whole line.
  mutating func write(_ lines: [UInt8]) throws(FileFault)
}

/// A descriptor that the process was given, such as stdout.
struct DescriptorSink: LineSink {
  private let file: OpenFile
  /// The last write failed, perhaps within a line.
  private var isTorn = false

  init(descriptor: Int32) {
    file = OpenFile(descriptor: descriptor)
  }

  mutating func write(_ lines: [UInt8]) throws(FileFault) {
    let bytes = isTorn ? [UInt8(ascii: "\n")] + lines : lines
    isTorn = true
    try StandardStreamLines.alone(on: file.descriptor) { () throws(FileFault) in try file.write(bytes) }
    isTorn = false
  }
}
