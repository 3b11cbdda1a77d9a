package io.mobula.config;

/** Where task bodies run. */
public record ExecutorConfig(Mode mode) {
    public enum Mode {
        /** In the node's own JVM. */
        SHARED
    }
}
