package io.mobula.config;

/**
 * Object bytes of one process.
 *
 * @param memoryBytes for objects larger than the inline limit
 * @param inlineLimitBytes up to this, a value travels within messages
 * @param chunkBytes the piece in which a larger one travels
 */
public record StoreConfig(long memoryBytes, int inlineLimitBytes, int chunkBytes) {}
