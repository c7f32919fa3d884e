#pragma once
#include <stddef.h>
#include <stdint.h>

/// The n-gram classifier's weights file, embedded at build time. `*count` becomes its length in bytes.
/// The memory is constant and lives as long as the process.
const uint8_t *_Nonnull evenkeel_ngram_weights(size_t *_Nonnull count);

/// The encoder's weights file, embedded at build time, 64-byte aligned; NULL, and a `*count` of 0, in a build without it.
/// The memory is constant, lives as long as the process, and is read from the program's file when it is first touched.
const uint8_t *_Nullable evenkeel_encoder_weights_file(size_t *_Nonnull count);
