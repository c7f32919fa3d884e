import CEncoderKernels
import Foundation

/// The forward pass as the paper writes it, in double precision, with exact activations; shares nothing with the kernels
/// but the weights.
struct ReferenceEncoder {
  let weights: RandomWeights

  private typealias Rows = [[Double]]

  /// The first row after the last layer, mean and maximum of the rows before it.
  func pooled(_ tokens: [UInt32], secondSegment: Int) -> [Double] {
    let width = RandomWeights.width
    var rows: Rows = tokens.enumerated().map { index, token in
      let segment = index < secondSegment ? 0 : width
      let sums = (0..<width).map { column in
        Double(weights.words[Int(token) * width + column]) * Double(weights.wordScales[Int(token)])
          + Double(weights.positionRows[index * width + column]) + Double(weights.segmentRows[segment + column])
      }
      return normalised(sums, weights.embeddingNorm)
    }
    var before = rows
    for layer in weights.layers {
      before = rows
      let context = attention(linear(rows, layer.queriesKeysValues))
      rows = sum(rows, linear(context, layer.attentionOutput)).map { normalised($0, layer.attentionNorm) }
      let inner = linear(rows, layer.up).map { row in row.map { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) } }
      rows = sum(rows, linear(inner, layer.down)).map { normalised($0, layer.outputNorm) }
    }
    let mean = (0..<width).map { column in before.reduce(0) { $0 + $1[column] } / Double(before.count) }
    let most = (0..<width).map { column in before.map { $0[column] }.max()! }
    return rows[0] + mean + most
  }

  private func sum(_ a: Rows, _ b: Rows) -> Rows {
    zip(a, b).map { zip($0, $1).map { $0 + $1 } }
  }

  private func normalised(_ row: [Double], _ norm: RandomWeights.Norm) -> [Double] {
    let count = Double(row.count)
    let mean = row.reduce(0, +) / count
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let deviation = (variance + 1e-12).squareRoot()
    return row.enumerated().map { ($1 - mean) / deviation * Double(norm.gain[$0]) + Double(norm.offset[$0]) }
  }

  private func linear(_ rows: Rows, _ layer: RandomWeights.Linear) -> Rows {
    var result = Rows(repeating: [Double](repeating: 0, count: layer.outputs), count: rows.count)
    let smoothed = rows.map { row in row.enumerated().map { $1 * Double(layer.smoothing[$0]) } }
    for output in 0..<layer.outputs {
      let column = (0..<layer.inputs).map { Double(layer.step(output: output, input: $0)) }
      let scale = Double(layer.scales[output])
      let bias = Double(layer.bias[output])
      for (index, row) in smoothed.enumerated() {
        var sum = 0.0
        for input in 0..<layer.inputs { sum += row[input] * column[input] }
        result[index][output] = sum * scale + bias
      }
    }
    return result
  }

  private func attention(_ projected: Rows) -> Rows {
    let width = RandomWeights.width
    let headWidth = Int(EVENKEEL_HEAD_WIDTH)
    var context = Rows(repeating: [Double](repeating: 0, count: width), count: projected.count)
    for first in stride(from: 0, to: width, by: headWidth) {
      for (index, row) in projected.enumerated() {
        let scores = projected.map { other in
          (first..<first + headWidth).reduce(0) { $0 + row[$1] * other[width + $1] } / Double(headWidth).squareRoot()
        }
        let highest = scores.max()!
        let powers = scores.map { exp($0 - highest) }
        let total = powers.reduce(0, +)
        for (power, other) in zip(powers, projected) {
          for column in first..<first + headWidth {
            context[index][column] += power / total * other[2 * width + column]
          }
        }
      }
    }
    return context
  }
}
