package io.mobula.config;

/**
 * Object bytes of one process.
 *
 * @param memoryBytes for objects larger than the inline limit
 * @param inlineLimitBytes up to this, a value travels within messages
 * @param argumentShare of the memory: what stored arguments of tasks may take at once
 */
public record StoreConfig(long memoryBytes, int inlineLimitBytes, double argumentShare) {
    public long argumentBytes() {
        return (long) (memoryBytes * argumentShare);
    }
}
