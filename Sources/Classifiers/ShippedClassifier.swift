/// A classifier with weights of its own, which carry the thresholds that were chosen for them.
package protocol ShippedClassifier: HarmClassifier {
  var thresholds: ShippedThresholds { get }
}

extension NgramClassifier: ShippedClassifier {}
extension EncoderClassifier: ShippedClassifier {}
