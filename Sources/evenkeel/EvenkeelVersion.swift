/// The program's version.
package enum EvenkeelVersion {
  package static let current = "0.1.0"
}
