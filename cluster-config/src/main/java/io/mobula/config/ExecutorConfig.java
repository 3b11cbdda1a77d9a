package io.mobula.config;

/** Where and how many task bodies run at once. */
public record ExecutorConfig(Mode mode, int slots) {
    public enum Mode {
        /** In the node's own JVM. */
        SHARED
    }
}
