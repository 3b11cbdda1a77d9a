package io.mobula.core.message;

/** A sealed value small enough to travel in messages. Opaque to the core. */
public interface Value {
    long sizeBytes();
}
