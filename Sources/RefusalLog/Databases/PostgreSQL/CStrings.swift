import Foundation

/// An array of C strings that ends with a null pointer, freed with its last reference.
@safe final class CStrings {
  private let list: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>

  init(_ strings: [String]) {
    unsafe list = .allocate(capacity: strings.count + 1)
    for (place, string) in strings.enumerated() {
      unsafe list.initializeElement(at: place, to: strdup(string))
    }
    unsafe list.initializeElement(at: strings.count, to: nil)
  }

  deinit {
    for place in 0..<(unsafe list.count) { unsafe free(list[place]) }
    unsafe list.deallocate()
  }

  /// Valid within `body` only.
  func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    guard let start = unsafe list.baseAddress else { return body(nil) }
    return unsafe start.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: list.count) { list in
      unsafe body(UnsafePointer(list))
    }
  }
}
