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
    let wasTorn = isTorn
    isTorn = true
    try file.write(wasTorn ? [UInt8(ascii: "\n")] + lines : lines)
    isTorn = false
  }
}
