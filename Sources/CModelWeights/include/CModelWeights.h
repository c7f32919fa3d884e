#pragma once
#include <stddef.h>
#include <stdint.h>

/// The n-gram classifier's weights file, embedded at build time. `*count` becomes its length in bytes.
/// The memory is constant and lives as long as the process.
const uint8_t *_Nonnull evenkeel_ngram_weights(size_t *_Nonnull count);
