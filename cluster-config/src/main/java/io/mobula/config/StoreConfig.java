package io.mobula.config;

/**
 * Object bytes of one process.
 *
 * @param memoryBytes for objects larger than the inline limit
 * @param inlineLimitBytes up to this, a value travels within messages
 */
public record StoreConfig(long memoryBytes, int inlineLimitBytes) {}
