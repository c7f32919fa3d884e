/// libFuzzer's own main function, which an executable of the Swift package manager cannot have as its `main`.
///
/// - Parameter callback: tries one input, and gives 0.
@_silgen_name("LLVMFuzzerRunDriver")
package func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt
